@pong
Feature: Paddles

  Ana has the paddle on the left, Bo the one on the right. Places are counted from the top, 0 to 100.

  Rule: A paddle moves by 1.5 a tick while its player holds it to

    @PONG-07 @pong-eight @key
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
    Scenario: In so many ticks a paddle moves so far
      Given Ana and Bo are playing tick by tick
      When the paddles move like this, each time anew:
        | who | from | way  | ticks | to   |
        | Ana |   50 | up   |     1 | 48.5 |
        | Ana |   50 | up   |    10 |   35 |
        | Ana |   50 | down |    10 |   65 |
        | Bo  |   50 | up   |    10 |   35 |
        | Bo  |   50 | down |     3 | 54.5 |
      Then each time everybody sees the paddle come there, and the other rest

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
    Scenario: At the end of its way a paddle stops
      Given Ana and Bo are playing tick by tick
      When the paddles move like this, each time anew:
        | who | from | way  | ticks | to | because                 |
        | Bo  |   13 | up   |     2 | 10 | two whole steps fit     |
        | Bo  | 12.5 | up   |     2 | 10 | not two whole steps fit |
        | Bo  |   13 | up   |    40 | 10 | and stays there         |
        | Bo  |   87 | down |     2 | 90 | two whole steps fit     |
        | Bo  | 87.7 | down |     2 | 90 | not two whole steps fit |
        | Bo  |   87 | down |    40 | 90 | and stays there         |
      Then each time everybody sees the paddle come there, and the other rest

  Rule: Nobody moves a paddle outside a game

    @PONG-07
    Scenario: Before the game no paddle can be moved
      Given Ana and Bo are in a room
      When Ana tries to move up
      Then Ana is answered with "Game is not running"

    @PONG-07 @PONG-14
    Scenario: While a game waits for an opponent no paddle can be moved
      Given Ana and Bo are playing
      And Bo has left the room
      When Ana tries to move up
      Then Ana is answered with "Game is not running"
