@party
Feature: The host's commands

  A host types commands, and each comes to orders that the server carries out: start, status, next, auto, kick,
  token, stop.

  Rule: The commands work one after the other

    @PARTY-16
    Scenario: An evening by commands
      When the host types party-mode
      Then the host has places for Thorin, Elara, Vex and Gorm, and one for the observer

      When Thorin and Elara come to the table
      And the host types party-status
      Then the host sees Thorin and Elara at the table

      Given Thorin has declared "I knock"
      When the host types party-next
      Then Thorin learns that the action is answered

      Given Thorin has declared 2 actions
      And Elara has declared 3 actions
      When the host types party-auto
      Then each of them learns that the action is answered
      And nothing is waiting for the host

      When the host types party-kick Elara
      Then Elara is sent away because of "Kicked by host"

      When the host types party-token Elara
      And Elara comes to the table
      Then Elara is let in

      When the host types party-stop
      Then everybody is sent home because of "Session ended"

    @PARTY-16
    Scenario: There is a command for everything a host does
      When the host asks which commands there are
      Then there are party-mode, party-status, party-next, party-auto, party-kick, party-token and party-stop

    @PARTY-16
    Scenario: Each command comes to its orders
      Given the host has opened a session
      When the host types these commands, one after the other:
        | command           | orders                                      |
        | party-status      | looks at the session                        |
        | party-next        | takes up the next action, answers an action |
        | party-auto        | takes up the next action, answers an action |
        | party-kick Thorin | removes a player                            |
        | party-token Vex   | gives a new token                           |
        | party-stop        | ends the session                            |
      Then each of them comes to its orders

  Rule: In the wrong order they are refused, and nothing happens

    @PARTY-16
    Scenario: Without a session the host can give no other order
      When the host tries these before there is a session, one after the other:
        | order                   |
        | take up the next action |
        | answer an action        |
        | think aloud             |
        | remove Thorin           |
        | give Thorin a new token |
        | begin a fight           |
        | pass the turn           |
        | end the round           |
        | end the fight           |
        | change Thorin's sheet   |
        | end the session         |
      Then each time the host is refused

    @PARTY-16
    Scenario: Without a session there is none to be seen
      When the host looks at the session
      Then the host sees no session

    @PARTY-16
    Scenario: A session that has ended cannot be ended again
      Given Thorin and Elara sit at the host's table
      And the host has ended the session
      When the host tries to end the session
      Then the host is refused

    @PARTY-16
    Scenario: Without a fight the host can order nothing in it
      Given Thorin and Elara sit at the host's table
      When the host tries these, one after the other:
        | order         |
        | pass the turn |
        | end the round |
        | end the fight |
      Then each time the host is refused, and nobody is told anything

    @PARTY-16
    Scenario: Stopping, starting and stopping again works any number of times
      Given Thorin and Elara sit at the host's table
      When the host ends the session and opens another one, 5 times over
      Then Thorin and Elara can come to the table each time
