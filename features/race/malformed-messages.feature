@race
Feature: Malformed messages

  A mod with a fault must not cost its runner the race, nor disturb the others.

  Background:
    Given Ana and Bo are racing in Olga's race
    And Ana is in layer 1 since 2:00

  Rule: The connection stays, and nothing is lost

    @RACE-12
    Scenario: A mod sends what is no message at all, and goes on, answered or not
      When these come from Ana's mod, one after the other:
        | what               |
        | text without sense |
        | half a message     |
        | an empty text      |
      Then each time nothing changes for anybody, and Ana goes on

    @RACE-12 @key
    Scenario: A mod sends messages of a shape that none has, is told so, and goes on
      When these come from Ana's mod, one after the other:
        | what                       |
        | a list                     |
        | a number                   |
        | nothing                    |
        | a message without a type   |
        | a type that is a number    |
        | an unknown type            |
        | a type from the other side |
        | a very deep message        |
        | markup for a type          |
        | a second introduction      |
      Then each time Ana is answered with an error, nothing changes for anybody, and Ana goes on

    @RACE-12
    Scenario: A hundred malformed messages in a row cost nothing
      When 100 malformed messages in a row come from Ana's mod
      Then Ana is answered with an error 100 times
      And Ana goes on and everybody sees it

  Rule: What no mod ever sends closes the connection with the reason

    @RACE-12
    Scenario Outline: <What> closes the connection, and the runner may come back
      When Ana's mod sends <what>
      Then Ana's mod is disconnected as having sent <verdict>
      And Ana may join again and go on

      Examples:
        | What                 | what                 | verdict                |
        | Binary data          | binary data          | data of the wrong kind |
        | An oversized message | an oversized message | a message too big      |

    @RACE-12
    Scenario: A message of the greatest size there can be is still answered
      When Ana's mod sends a message of just 64 kilobytes
      Then Ana is answered with an error
      And Ana goes on and everybody sees it
