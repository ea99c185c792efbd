@party
Feature: Machines with a fault

  A player's machine with a fault must not cost the player the evening, nor disturb the others. Nobody is ever cut off
  without a word.

  Rule: A wrong message is answered with an error, and its sender plays on

    Background:
      Given Thorin and Elara sit at the host's table

    @PARTY-19
    Scenario: A player's machine sends what is no message at all, is told so, and goes on
      When these come from Thorin's machine, one after the other:
        | what                |
        | text without sense  |
        | half a message      |
        | an empty text       |
        | a control character |
        | a list              |
        | a number            |
        | nothing             |
      Then each time Thorin is answered with an error, nobody is told anything, and Thorin can act

    @PARTY-19
    Scenario: A player's machine sends a message of a type that there is not, is told so, and goes on
      When these come from Thorin's machine, one after the other:
        | what                           |
        | a message without a type       |
        | a type that is a number        |
        | a type that is a list          |
        | an unknown type                |
        | a type from the other side     |
        | a type that every object has   |
        | a type with markup             |
        | a very long type               |
        | a very deep message            |
        | a message of the greatest size |
      Then each time Thorin is answered with an error, nobody is told anything, and Thorin can act

    @PARTY-19
    Scenario: A player's machine sends what makes no sense any more, or at all, is told so, and goes on
      When these come from Thorin's machine, one after the other:
        | what                                       |
        | a second introduction                      |
        | a question for the history since yesterday |
        | a question for the history since a number  |
        | a question for the history since no time   |
      Then each time Thorin is answered with an error, nobody is told anything, and Thorin can act

    @PARTY-19 @key
    Scenario: An action that says nothing is not accepted, and its player is told so
      When these come from Thorin's machine, one after the other:
        | what                      |
        | an action without a text  |
        | an empty action           |
        | an action of spaces       |
        | an action that is nothing |
      Then each time Thorin's action is rejected or answered with an error, nothing waits for the host, and Thorin can act

    @PARTY-19
    Scenario: An action that is no text, or too much of it, is not accepted, and its player is told so
      When these come from Thorin's machine, one after the other:
        | what                          |
        | an action that is a number    |
        | an action that is a list      |
        | an action too long            |
        | an action with a zero byte    |
        | an action with half a picture |
      Then each time Thorin's action is rejected or answered with an error, nothing waits for the host, and Thorin can act

    @PARTY-19
    Scenario: A request that is none is declined
      When Thorin declares actions by request with these, one after the other:
        | what               |
        | text without sense |
        | half a request     |
        | nothing at all     |
        | a list             |
        | no action          |
        | a request too big  |
      Then each time Thorin is declined as having said it wrong, and nothing waits for the host

    @PARTY-19
    Scenario: A request with an action that there cannot be is declined
      When Thorin declares actions by request with these, one after the other:
        | what                              |
        | an empty action                   |
        | an action that is a number        |
        | an action that is a list          |
        | an action that is nothing         |
        | an action too long                |
        | an action with a zero byte        |
        | a private remark that is a number |
      Then each time Thorin is declined as having said it wrong, and nothing waits for the host

    @PARTY-19
    Scenario: The longest action there can be is accepted
      When Thorin declares the longest action there can be
      Then Thorin learns that the action is waiting
      And the host reads all of it

    @PARTY-19
    Scenario: An action may be written in whatever letters there are
      When Thorin declares these, one after the other:
        | what             | text                         |
        | another alphabet | Я открываю сундук            |
        | pictures         | 🗡️ 🐉 🔥                       |
        | markup           | <script>alert(1)</script>    |
        | odd characters   | ' OR 1=1; -- \\ % ${x} {{y}} |
      Then each time Thorin learns that the action is waiting, and the host can read it

    @PARTY-19
    Scenario: Forty wrong messages in a row cost nothing
      When 40 wrong messages in a row come from Thorin's machine
      Then Thorin is answered with an error 40 times
      And Thorin can act

    @PARTY-19
    Scenario: Who says garbled what was seen last is told so, and let in
      When Gorm comes with a garbled note of what was seen last
      Then Gorm is let in
      And Gorm is answered with an error
      And Gorm can act

  Rule: What no player's machine ever sends ends its connection, and no other

    Background:
      Given Thorin and Elara sit at the host's table
      And Gorm has come to the table

    @PARTY-19
    Scenario Outline: <What> ends the connection, and the player may come back
      When <what> comes from Gorm's machine
      Then Gorm's machine is disconnected as having sent <verdict>
      And Thorin and Elara are still at the table
      And Gorm can come back and act

      Examples:
        | What              | what              | verdict                |
        | Binary data       | binary data       | data of the wrong kind |
        | A message too big | a message too big | a message too big      |

    @PARTY-19
    Scenario: A player's flood ends that player's own connection
      When a flood of 500 messages comes from the machine of Gorm
      Then Gorm's machine is disconnected for its flood
      And Thorin and Elara are still at the table
      And Gorm can come back and act

  Rule: Whoever is silent is asked for a sign of life, and given up at last

    @PARTY-19 @needs-clock
    Scenario: Everybody is asked for a sign of life
      Given Thorin and Elara sit at the host's table
      When 20 seconds pass
      Then Thorin and Elara are asked whether they are still there

    @PARTY-19 @needs-clock
    Scenario: A sign of life keeps a player connected
      Given Thorin, Elara and Gorm sit at the host's table
      And 40 seconds have passed
      And Thorin and Elara have given a sign of life
      When 40 seconds pass
      Then Gorm is sent away because of "No sign of life"
      And Thorin and Elara are still at the table

    @PARTY-19 @needs-clock @network
    Scenario: A player who gives no sign of life is given up
      Given Thorin and Elara sit at the host's table
      And Elara's connection is silent toward the server
      When Elara gives no sign of life for 80 seconds, but Thorin does
      Then Thorin learns that Elara has left
      And Elara is sent away because of "No sign of life"
