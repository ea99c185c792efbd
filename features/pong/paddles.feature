@pong
Feature: Paddles

  Ana has the paddle on the left, Bo the one on the right. Places are counted from the top, 0 to 100.

  Rule: A paddle moves by 1.5 a tick while its player holds it to

    @PONG-07 @pong-eight
    Scenario: Ana moves up, and everybody sees it
      Given Ana and Bo are playing
      When Ana moves up
      Then everybody sees Ana's paddle go up by 1.5 a tick, and Bo's rest

    @PONG-07
    Scenario: Bo moves down, and everybody sees it
      Given Ana and Bo are playing
      And Olive observes the game
      When Bo moves down
      Then everybody sees Bo's paddle go down by 1.5 a tick, and Ana's rest

    @PONG-07 @needs-clock
    Scenario Outline: <who> moves <way> for <ticks> ticks
      Given Ana and Bo are playing tick by tick
      When <who> moves <way> for <ticks> ticks
      Then everybody sees <who>'s paddle at <place>
      And everybody sees <other>'s paddle at 50

      Examples:
        | who | way  | ticks | place | other |
        | Ana | up   |     1 |  48.5 | Bo    |
        | Ana | up   |    10 |    35 | Bo    |
        | Ana | down |    10 |    65 | Bo    |
        | Bo  | up   |    10 |    35 | Ana   |
        | Bo  | down |     3 |  54.5 | Ana   |

    @PONG-07 @needs-clock
    Scenario: Both move at once
      Given Ana and Bo are playing tick by tick
      When Ana moves up and Bo down for 12 ticks
      Then everybody sees Ana's paddle at 32
      And everybody sees Bo's paddle at 68

    @PONG-07 @needs-clock
    Scenario: A paddle stays where its player stops
      Given Ana and Bo are playing tick by tick
      And Ana has begun to move up
      And 4 ticks have passed
      When Ana stops for 20 ticks
      Then everybody sees Ana's paddle at 44

    @PONG-07 @needs-clock
    Scenario: The last order counts
      Given Ana and Bo are playing tick by tick
      And Ana has begun to move up
      When Ana moves down for 4 ticks
      Then everybody sees Ana's paddle at 56

  Rule: A paddle never leaves the field: its middle stays between 10 and 90

    @PONG-07 @needs-clock
    Scenario Outline: A paddle that goes <way> stops at <end>
      Given Ana and Bo are playing tick by tick
      And Bo's paddle is at <place>
      When Bo moves <way> for <ticks> ticks
      Then everybody sees Bo's paddle at <end>

      Examples:
        | way  | place | ticks | end | because               |
        | up   |    13 |     2 |  10 | two whole steps fit   |
        | up   |    11 |     1 |  10 | not a whole step fits |
        | up   |    13 |    40 |  10 | and stays there       |
        | down |    87 |     2 |  90 | two whole steps fit   |
        | down |  89.2 |     1 |  90 | not a whole step fits |
        | down |    87 |    40 |  90 | and stays there       |

  Rule: Nobody moves a paddle outside a game

    @PONG-07
    Scenario: Before the game no paddle can be moved
      Given Ana and Bo are in a room
      When Ana tries to move up
      Then Ana is answered with "Game is not running"
