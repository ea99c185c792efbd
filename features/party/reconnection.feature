@party
Feature: Coming back to the table

  Whoever comes back is told exactly what was missed: all of it, once, in order, and no more of it than is for that player. Then
  the story goes on.

  Background:
    Given Thorin, Elara, Vex and Gorm sit at the host's table

  Rule: Exactly the missed messages, in order, however the connection was lost

    @PARTY-06 @ALL-01 @key
    Scenario: Reconnection replay
      Given Thorin is cut off from the table
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01 @network
    Scenario Outline: The connection was lost by <loss>
      Given Thorin was lost to the table by <loss>
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

      Examples:
        | loss               |
        | leaving            |
        | a crash            |
        | a reset connection |
        | a cut on the way   |

    @PARTY-06 @PARTY-15 @ALL-01 @needs-restart
    Scenario: The server is restarted
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      And the server has been restarted
      And Elara has come back to the table
      And the host has answered 2 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 5 answers once each, in order, with the own private texts

    @PARTY-06 @ALL-01 @network
    Scenario: The connection has fallen silent, and nobody has noticed yet
      Given Thorin's connection is silent
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01 @network
    Scenario: The silent connection recovers after the player has come back over another
      Given Thorin's connection is silent
      And the host has answered 5 actions, each with something private
      And Thorin has come back to the table
      When Thorin's network recovers
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01
    Scenario: Everybody was lost, and everybody comes back in the same instant
      Given each of the four has declared 2 actions
      And all four are cut off from the table
      And the host has answered all that was waiting, each with something private
      When all four come back in the same instant
      Then each of the four reads the 8 answers once each, in order, with the own private texts

  Rule: It makes no difference which node somebody comes back on

    @PARTY-06 @ALL-01 @needs-nodes
    Scenario: Somebody comes back on another node
      Given Thorin is cut off from the table
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table on another node
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01 @needs-nodes
    Scenario: Somebody's node dies
      Given Thorin has changed to another node
      And Thorin was lost to the table by the death of the own node
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table on Elara's node
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

  Rule: A return that goes wrong loses and repeats nothing

    @PARTY-06 @ALL-01 @network
    Scenario: The connection breaks again in the middle of what was missed
      Given Thorin is cut off from the table
      And the host has answered 9 actions, each with something private
      And Thorin has come back, and the connection broke before all that was missed was told
      When Thorin comes back to the table
      Then Thorin reads the 9 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01
    Scenario: Two losses in a row
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      And Thorin has come back and is cut off again
      And the host has answered 4 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 7 answers once each, in order, with the own private texts

    @PARTY-06 @ALL-01
    Scenario: The host speaks on while somebody comes back
      Given Thorin is cut off from the table
      And the host has answered 8 actions, each with something private
      When Thorin comes back while the host answers 8 more
      Then Thorin reads the 16 answers once each, in order, with the own private texts
      And Thorin plays on with the others

    @PARTY-06 @ALL-01
    Scenario: One of two devices is lost and comes back
      Given Thorin has come with a second device
      And Thorin's second device is lost
      And the host has answered 5 actions, each with something private
      When Thorin comes back to the table
      Then Thorin reads the 5 answers once each, in order, with the own private texts
      And Thorin plays on with the others

  Rule: What was missed is counted from what was seen last

    @PARTY-06
    Scenario: Somebody who has seen the very last message has missed nothing
      Given the host has answered 3 actions, each with something private
      When Thorin, who has seen all of it, comes with a second device
      Then Thorin is told that nothing was missed
      And Thorin plays on with the others

    @PARTY-06
    Scenario: Somebody who does not say what was seen last is told what happens from now on
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      When Thorin comes back with that nothing was seen
      Then Thorin reads none of the answers
      And Thorin plays on with the others

    @PARTY-06
    Scenario: Somebody who has seen nothing but the beginning is told everything
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      When Thorin comes back with something seen long ago
      Then Thorin reads the 3 answers once each, in order, with the own private texts

    @PARTY-06
    Scenario: Somebody who claims to have seen the future has missed nothing
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      When Thorin comes back with something seen in the future
      Then Thorin is told that nothing was missed
      And Thorin plays on with the others

    @PARTY-06 @PARTY-19
    Scenario Outline: Somebody who comes back with <what> is told so, and is at the table
      Given Thorin is cut off from the table
      And the host has answered 3 actions, each with something private
      When Thorin comes back with <what>
      Then Thorin is told that this is no time
      And Thorin reads none of the answers
      And Thorin plays on with the others

      Examples:
        | what                     |
        | words for a time         |
        | a number for a time      |
        | a list for a time        |
        | an empty text for a time |
        | a day that there is not  |

  Rule: The history is told to whoever asks for it, from where it is asked for

    @PARTY-06
    Scenario: Who asks for the history since some moment is told what came after it, and no more
      Given the host has answered 5 actions, each with something private
      When Thorin asks for the history since answer 3
      Then Thorin is told answers 4 to 5 once more, and no other
