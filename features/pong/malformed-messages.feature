@pong
Feature: Wrong messages and too many of them

  Whatever one computer sends, the others play on.

  Rule: A wrong message is answered with an error, and the game goes on

    Background:
      Given Ana and Bo are playing

    @PONG-05 @pong-eight @key
    Scenario: A malformed message is answered with an error and the game goes on
      When Ana's computer sends text without sense
      Then Ana is answered with an error
      And everybody sees the game go on
      And no paddle moves but by its own player

    @PONG-05 @PONG-15
    Scenario: What is no message at all is answered with an error
      When these come from Ana's computer, one after the other:
        | what                | error           |
        | half a message      | Invalid JSON    |
        | an empty text       | Invalid JSON    |
        | a control character | Invalid JSON    |
        | a list              | Invalid message |
        | a text              | Invalid message |
        | a number            | Invalid message |
        | nothing             | Invalid message |
      Then each time Ana is answered with the error, no paddle moves but by its own player, and the game goes on

    @PONG-05 @PONG-15
    Scenario: A message of a type that there is not is answered with an error
      When these come from Ana's computer, one after the other:
        | what                         | error                                           |
        | a message without a type     | Invalid message                                 |
        | a type that is a number      | Invalid message                                 |
        | a type that is a list        | Invalid message                                 |
        | an unknown type              | Unknown message type: teleport                  |
        | a type from the other side   | Unknown message type: game_over                 |
        | a type that every object has | Unknown message type: __proto__                 |
        | a type with markup           | Unknown message type: <script>alert(1)</script> |
      Then each time Ana is answered with the error, no paddle moves but by its own player, and the game goes on

    @PONG-05 @PONG-15
    Scenario: A move that cannot be made is answered with an error
      When these come from Ana's computer, one after the other:
        | what                       | error             |
        | a move sideways            | Invalid direction |
        | a move without a direction | Invalid direction |
        | a move in the direction 1  | Invalid direction |
        | a move in the direction UP | Invalid direction |
        | a very deep list in a move | Invalid direction |
      Then each time Ana is answered with the error, no paddle moves but by its own player, and the game goes on

    @PONG-05 @PONG-15
    Scenario: What is done once, and is tried again, is answered with an error
      When these come from Ana's computer, one after the other:
        | what                              | error               |
        | a second entry                    | Already joined      |
        | an entry with another role        | Already joined      |
        | an order to create the room again | Room already exists |
      Then each time Ana is answered with the error, no paddle moves but by its own player, and the game goes on

    @PONG-15
    Scenario: What is strange in another way is answered with an error of some kind
      When these come from Bo's computer, one after the other:
        | what                           |
        | a type with control characters |
        | a very long type               |
        | a very deep message            |
        | an entry as referee            |
        | a message of the greatest size |
      Then each time Bo is answered with an error, no paddle moves but by its own player, and the game goes on

  Rule: What no computer of a player sends ends its connection, and nobody else's

    Background:
      Given Ana and Bo are playing
      And Mallory observes the game

    @PONG-15 @key
    Scenario Outline: <What> ends the connection
      When Mallory's computer sends <what>
      Then Mallory's computer is disconnected as having sent <verdict>
      And the others see the game go on
      And nobody has seen the game stop

      Examples:
        | What              | what              | verdict                |
        | Binary data       | binary data       | data of the wrong kind |
        | A message too big | a message too big | a message too big      |

    @PONG-15
    Scenario: A flood ends the connection of the one who sends it, and the others do not notice
      Given everybody has seen 20 ticks of the game
      When 1000 messages in one go come from Mallory's computer
      Then Mallory's computer is disconnected for its many messages
      And the others see 20 ticks more, and at the same pace as before
      And nobody has seen the game stop

    @PONG-15
    Scenario: Five hundred random messages stop no game
      When 500 random messages come from Trudy's computer
      Then the others see the game go on
      And nobody has seen the game stop

  Rule: Whoever does not join is sent away after a minute

    @PONG-15 @needs-clock
    Scenario: Somebody who comes and says nothing is told nothing, and sent away
      Given Ana and Bo are in a room
      And Eve has come to the room and says nothing
      When 61 seconds pass
      Then Eve is disconnected because of "Join timeout"
      And nobody has seen the game begin

    @PONG-15
    Scenario: Who has not joined cannot play
      Given Ana and Bo are in a room
      And Eve has come to the room and says nothing
      When Eve tries to move up
      Then Eve is answered with "Not in the room"

  Rule: Whoever calls and does not say what is wanted holds up nobody

    @PONG-15 @network
    Scenario: A game goes on, and a newcomer gets in, while many callers say nothing or half of it
      Given Ana and Bo are playing
      And 30 callers have said nothing
      And 30 callers have stopped in the middle of saying what they want
      When Olive comes to observe the game
      Then Olive is an observer
      And everybody sees the game go on
      And nobody has seen the game stop

    @PONG-15 @network @needs-clock
    Scenario: The server hangs up on callers who do not say in half a minute what they want
      Given Ana and Bo are playing tick by tick
      And 10 callers have said nothing
      And 10 callers have stopped in the middle of saying what they want
      And Olive observes the game
      When 30 seconds pass
      Then the server has hung up on all callers
      And everybody sees 5 ticks more, each of them
