@party
Feature: A session at the host's table

  A host opens a session and hands out the places. Thorin, Elara, Vex and Gorm come to the table, and see who
  else is there.

  Rule: Four players take part in one session

    @PARTY-01
    Scenario: Four players come to one table
      Given the host has opened a session
      When Thorin, Elara, Vex and Gorm come to the table
      Then each of them is let in under the own name
      And the host sees Thorin, Elara, Vex and Gorm at the table
      And whoever looks at the server sees 4 connections or more

    @PARTY-01
    Scenario: The others learn who has come
      Given Thorin, Elara and Gorm sit at the host's table
      And the observer watches
      When Vex comes to the table
      Then Thorin, Elara, Gorm and the observer learn that Vex has joined

    @PARTY-01
    Scenario: The others learn who has left
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When Gorm leaves
      Then Thorin, Elara and Vex learn that Gorm has left
      And the host sees Thorin, Elara and Vex at the table

    @PARTY-01
    Scenario: A player may come by the address that the host has sent
      Given Thorin and Elara sit at the host's table
      When Vex comes to the table by the address alone
      Then Vex is let in
      And Thorin and Elara learn that Vex has joined

    @PARTY-01
    Scenario: A session for some of the story's characters has no place for the others
      When the host opens a session for Thorin and Elara
      Then the host has places for Thorin and Elara, and one for the observer

    @PARTY-01
    Scenario: Every place has a token of its own
      When the host opens a session
      Then no two places have the same token, and none gives away whose it is

  Rule: A player may use several devices

    @PARTY-01
    Scenario: Each device of a player gets everything
      Given Thorin and Elara sit at the host's table
      And Thorin has come with a second device
      When Elara's "I light a torch" is answered with "Shadows flee up the walls"
      Then Thorin reads "Shadows flee up the walls" on both devices

    @PARTY-01
    Scenario: A second device is nobody's arrival
      Given Thorin and Elara sit at the host's table
      When Thorin comes with a second device
      Then nobody learns that Thorin has joined

    @PARTY-01
    Scenario: A player has left when the last device is gone
      Given Thorin and Elara sit at the host's table
      And Thorin has come with a second device
      When Thorin leaves with both devices
      Then Elara learns that Thorin has left, and no more

  Rule: A host has one session at a time, and it ends for everybody at once

    @PARTY-16
    Scenario: A second session has to wait for the end of the first
      Given Thorin and Elara sit at the host's table
      When the host tries to open another session
      Then the host is refused
      And nobody is told anything

    @PARTY-16
    Scenario: The end of a session sends everybody home
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches
      When the host ends the session
      Then everybody is sent home because of "Session ended"

    @PARTY-16 @PARTY-07
    Scenario Outline: The token of <whom> ends with the session
      Given Thorin and Elara sit at the host's table
      And the observer watches
      And the host has ended the session
      And the host has opened a session
      When <whom> tries to come with the token of the first session
      Then <whom> is not let in because of "Invalid token"

      Examples:
        | whom         |
        | Thorin       |
        | the observer |

    @PARTY-02
    Scenario: The next session begins with nothing of the one before
      Given Thorin and Elara sit at the host's table
      And Thorin has declared "I search the chest"
      And the host has ended the session
      And Elara sits at the table of a new session
      When the host takes up the next action
      Then nobody was waiting for the host

  Rule: Two sessions are two worlds

    @PARTY-02
    Scenario: Nothing of one session is told in another
      Given Thorin and Elara sit at the host's table
      And a stranger sits at another host's table
      When Thorin's "I bar the door" is answered with "The bar falls into place"
      Then the stranger is told nothing

    @PARTY-07
    Scenario: A host sees and answers the actions of the own table only
      Given Thorin and Elara sit at the host's table
      And a stranger sits at another host's table
      And Thorin has declared "I bar the door"
      When the other host takes up the next action
      Then nobody was waiting for the other host
