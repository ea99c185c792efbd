@party
Feature: Tokens

  Whoever has the token of a place sits there. It opens that player's doors and nobody else's; a new one makes the
  old one worthless on the spot.

  Rule: Each door opens to the right tokens only

    @PARTY-07 @PARTY-08 @PARTY-09 @PARTY-04 @key
    Scenario: Who may do what
      Given a session has ended
      And Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches
      When every kind of token is tried at every door
      Then this comes of it:
        | door                            | none | made up | cut short | old | kicked | of an ended session | Elara's | Thorin's    | the observer's | the host's |
        | open the page                   | no   | no      | no        | no  | no     | no                  | yes     | yes         | yes            | no         |
        | come to the table               | no   | no      | no        | no  | no     | no                  | yes     | yes         | yes            | no         |
        | come by the address             | no   | no      | no        | no  | no     | no                  | yes     | yes         | yes            | no         |
        | come back for what was missed   | no   | no      | no        | no  | no     | no                  | yes     | yes         | yes            | no         |
        | declare an action               | no   | no      | no        | no  | no     | no                  | yes     | yes         | never          | no         |
        | ask after Elara's action        | no   | no      | no        | no  | no     | no                  | yes     | no such     | no such        | no         |
        | look at Elara's sheet           | no   | no      | no        | no  | no     | no                  | yes     | public part | never          | no         |
        | look at the sheet of nobody     | no   | no      | no        | no  | no     | no                  | no such | no such     | never          | no         |
        | look at the session as the host | no   | no      | no        | no  | no     | no                  | no      | no          | no             | yes        |
        | take up an action as the host   | no   | no      | no        | no  | no     | no                  | no      | no          | no             | yes        |

    @PARTY-07
    Scenario: Somebody who comes and does not say who it is, is turned away
      Given Thorin and Elara sit at the host's table
      When Vex tries to be let in with these, one after the other:
        | what                         |
        | no token                     |
        | a number for a token         |
        | an empty token               |
        | an action instead of a token |
        | a list                       |
        | no message at all            |
      Then each time Vex is not let in, and nobody is told anything

    @PARTY-07 @needs-clock
    Scenario: Somebody who does not say in time who it is, is turned away
      Given Thorin and Elara sit at the host's table
      And Vex has come and says nothing
      When 5 seconds pass
      Then Vex is not let in because of "Authentication timeout"

    @PARTY-07 @needs-clock
    Scenario: Somebody who says at the last moment who it is, is let in and stays
      Given Thorin and Elara sit at the host's table
      And Vex has come and says nothing
      And 4 seconds have passed
      When Vex says who it is
      Then Vex is let in
      And Vex is still connected when 10 more seconds have passed

    @PARTY-07 @needs-record @ALL-05
    Scenario: No token is on record
      When the host opens a session
      Then no token of the session is on record

  Rule: A new token makes the old one worthless

    @PARTY-08 @key
    Scenario: The connections of the old token are ended
      Given Thorin and Elara sit at the host's table
      And Thorin has come with a second device
      When the host gives Thorin a new token
      Then both of Thorin's devices are sent away because of "Token refreshed"

    @PARTY-08
    Scenario: The new token opens the doors
      Given Thorin and Elara sit at the host's table
      And the host has given Thorin a new token
      When Thorin comes to the table
      Then Thorin is let in
      And Elara learns that Thorin has joined

    @PARTY-08
    Scenario: Each new token replaces the one before
      Given Thorin and Elara sit at the host's table
      And the host has given Thorin a new token 3 times
      When Thorin tries each token so far
      Then only the newest lets Thorin in

    @PARTY-08
    Scenario: Nobody else's token is touched
      Given Thorin, Elara and Vex sit at the host's table
      When the host gives Thorin a new token
      Then Elara and Vex are still at the table
      And Elara and Vex can act

    @PARTY-08 @PARTY-04
    Scenario: The observer gets a new token as well
      Given Thorin and Elara sit at the host's table
      And the observer watches
      And the host has given the observer a new token
      When the observer comes to the table
      Then the observer is let in

    @PARTY-08 @PARTY-01
    Scenario: A new token for a player who is away is nobody else's news
      Given Thorin, Elara and Vex sit at the host's table
      And Vex has left
      When the host gives Vex a new token
      Then nobody is told anything

    @PARTY-08
    Scenario: Nobody else has a place to get a token for
      Given Thorin and Elara sit at the host's table
      When the host tries to give Boromir a new token
      Then the host is refused
      And nobody is told anything

    @PARTY-08
    Scenario: A new token comes in the instant in which its player acts with the old one, 20 times over
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host gives one of the four a new token in the instant in which that one acts, 20 times over
      Then each time the action was accepted before or not at all, and the old token was worthless after
