@pong
Feature: The ball

  The field is 100 wide and 100 high, counted from the top left. Ana's paddle is at 2 from the left,
  Bo's at 98, both 20 high; the ball is 2 by 2.

  Rule: The ball is served from the middle

    @PONG-08 @pong-eight
    Scenario: A game begins with a ball from the middle
      Given Ana and Bo are in a room
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the ball leave the middle in a straight line, by 0.8 a tick

  Rule: It flies straight

    @PONG-08 @needs-clock
    Scenario Outline: The ball flies <moving> for <ticks> ticks
      Given Ana and Bo are playing tick by tick
      And the ball is at <from> and moves <moving>
      When <ticks> ticks pass
      Then everybody sees the ball at <to>
      And every tick was as the rules have it

      Examples:
        | from   | moving                 | ticks | to           |
        | 20, 30 | 0.6 right and 0.5 down |    10 |       26, 35 |
        | 80, 70 |    0.8 left and 0.2 up |     5 |       76, 69 |
        | 50, 50 |              0.8 right |    40 |       82, 50 |
        | 50, 50 |  1.23 left and 0.77 up |     9 | 38.93, 43.07 |

  Rule: A wall sends it back

    @PONG-08 @needs-clock
    Scenario Outline: A ball that <how>
      Given Ana and Bo are playing tick by tick
      And the ball is at <from> and moves <moving>
      When <ticks> ticks pass
      Then everybody sees the ball at <to>
      And every tick was as the rules have it

      Examples:
        | how                             | from     | moving                 | ticks | to         |
        | touches the upper wall          |    50, 2 |   0.6 right and 0.5 up |     2 |    51.2, 1 |
        | has touched the upper wall      |    50, 2 |   0.6 right and 0.5 up |     3 |  51.8, 1.5 |
        | would be beyond the upper wall  |  50, 1.3 |   0.6 right and 0.5 up |     1 |    50.6, 1 |
        | comes back from the upper wall  |  50, 1.3 |   0.6 right and 0.5 up |     2 |  51.2, 1.5 |
        | would be beyond the lower wall  | 50, 98.2 |  0.6 left and 0.5 down |     2 |   48.8, 99 |
        | comes back from the lower wall  | 50, 98.2 |  0.6 left and 0.5 down |     3 | 48.2, 98.5 |
        | goes from one wall to the other |   20, 50 | 0.5 right and 2.4 down |    63 |  51.5, 3.4 |

  Rule: A paddle sends it back, five hundredths faster

    @PONG-08 @needs-clock
    Scenario Outline: The middle of <who>'s paddle sends the ball straight back
      Given Ana and Bo are playing tick by tick
      And the ball is at <from> and moves <moving>
      When <ticks> ticks pass
      Then everybody sees the ball at <to>
      And every tick was as the rules have it

      Examples:
        | who | from   | moving    | ticks | to        | because                   |
        | Ana |  5, 50 |  0.8 left |     2 |   4.1, 50 | it bounced                |
        | Ana |  5, 50 |  0.8 left |     3 |  4.94, 50 | it goes on by 0.84 a tick |
        | Bo  | 95, 50 | 0.8 right |     2 |  95.9, 50 | it bounced                |
        | Bo  | 95, 50 | 0.8 right |     3 | 95.06, 50 | it goes on by 0.84 a tick |

    @PONG-08 @needs-clock
    Scenario Outline: A ball that meets the paddle <where> is turned <way>
      Given Ana and Bo are playing tick by tick
      And the ball is at 5, <height> and moves 0.8 left
      When 3 ticks pass
      Then everybody sees the ball at <to>
      And every tick was as the rules have it

      Examples:
        | where              | height | way     | to          |
        | a little below     |     55 | down    |  4.9, 55.25 |
        | a little above     |     45 | up      |  4.9, 44.75 |
        | near its lower end |     60 | more so | 4.81, 60.45 |

    @PONG-08 @needs-clock
    Scenario Outline: No ball is faster than 3 a tick
      Given Ana and Bo are playing tick by tick
      And the ball is at 10, 50 and moves <moving>
      When <ticks> ticks pass
      Then everybody sees the ball at 7.1, 50
      And every tick was as the rules have it

      Examples:
        | moving   | ticks | because                      |
        | 2.9 left |     4 | five hundredths are too many |
        |   3 left |     3 | it is at its fastest already |

    @PONG-08 @needs-clock
    Scenario: A paddle under way meets the ball where it has come to
      Given Ana and Bo are playing tick by tick
      And Ana's paddle is at 40
      And the ball is at 7, 53 and moves 0.8 left
      When Ana moves down for 6 ticks
      Then everybody sees the ball at 5.64, 53.67
      And every tick was as the rules have it

    @PONG-08 @needs-clock
    Scenario: In the corner the wall sends the ball back, and then the paddle
      Given Ana and Bo are playing tick by tick
      And Ana's paddle is at 10
      And the ball is at 4.5, 1.2 and moves 0.8 left and 0.5 up
      When 2 ticks pass
      Then everybody sees the ball at 5.09, 1.06
      And every tick was as the rules have it

    @PONG-08 @needs-clock
    Scenario Outline: A ball <where> passes
      Given Ana and Bo are playing tick by tick
      And the ball is at <from> and moves <moving>
      When 6 ticks pass
      Then everybody sees the ball at <to>
      And every tick was as the rules have it

      Examples:
        | where                              | from     | moving    | to         |
        | that only touches the paddle's end |    5, 61 |  0.8 left |    0.2, 61 |
        | just above the paddle on the right | 95, 38.9 | 0.8 right | 99.8, 38.9 |
        | that leaves a paddle behind        |    3, 50 | 0.4 right |    5.4, 50 |
