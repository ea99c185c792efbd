@pong
Feature: Leaving and coming back

  Rule: The others are told, and the game waits

    @PONG-14 @key
    Scenario Outline: The game waits when <what>
      Given Ana and Bo are playing
      And Olive observes the game
      When <what>
      Then everybody sees that player two has left
      And everybody sees the game waiting for an opponent
      And the game stands still until Bo comes

      Examples:
        | what                   |
        | Bo leaves              |
        | Bo's connection breaks |

    @PONG-14
    Scenario Outline: Coming back does not start the game when <who> says ready: both must say so again
      Given Ana and Bo are playing
      And Bo has left the room
      And Bo has come back
      When <who> says ready
      Then nobody has seen the game begin

      Examples:
        | who | because      |
        | Bo  | who was away |
        | Ana | who stayed   |

  Rule: Who comes back within half a minute goes on with the score

    @PONG-14 @ALL-01 @needs-clock
    Scenario Outline: <who> comes back after 29 seconds
      Given Ana and Bo are playing tick by tick
      And the score has become 3:2
      And <who> has been cut off
      And 29 seconds have passed
      And <who> has come back
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the game go on at 3:2

      Examples:
        | who |
        | Ana |
        | Bo  |

    @PONG-14 @PONG-16 @needs-clock
    Scenario: Somebody else takes the place, and the score
      Given Ana and Bo are playing tick by tick
      And the score has become 3:2
      And Bo has left the room
      And Cy has joined the room
      When Ana and Cy say ready
      Then everybody sees the game in play
      And everybody sees the game go on at 3:2

    @PONG-14 @PONG-07 @needs-clock
    Scenario: A paddle that was on its way stands when the game goes on
      Given Ana and Bo are playing tick by tick
      And Ana has begun to move up
      And 4 ticks have passed
      And Bo has left the room
      And Bo has come back
      When Ana and Bo say ready
      Then everybody sees the game go on at 0:0
      And everybody sees Ana's paddle at 44

    @PONG-14 @needs-clock
    Scenario Outline: Both are away, and <what> half a minute after the first has left
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      And the score has become 3:2
      And Ana has been cut off, and Bo 20 seconds later
      And Ana and Bo have come back <seconds> seconds after that
      When Ana and Bo say ready
      Then everybody sees the game go on at <score>

      Examples:
        | seconds | score | what                   |
        |       9 |   3:2 | go on with the score   |
        |      11 |   0:0 | the score is forgotten |

    @PONG-14 @needs-clock
    Scenario: After half a minute the game starts afresh
      Given Ana and Bo are playing tick by tick
      And the score has become 3:2
      And Bo has left the room
      And 31 seconds have passed
      And Bo has come back
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the game go on at 0:0

  Rule: Whoever played when the server was restarted may play on

    @PONG-14 @ALL-01 @needs-restart
    Scenario: The server restarts in a game, and the two play on in the same room
      Given Ana and Bo are playing
      And the server has been restarted
      And Ana and Bo have come back one after the other
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the game go on
