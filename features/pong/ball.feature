@pong
Feature: The ball

  The field is 100 wide and 100 high, counted from the top left. Ana's paddle is at 2 from the left,
  Bo's at 98, both 20 high; the ball is 2 by 2.

  Rule: The ball is served from the middle

    @PONG-08 @pong-eight @key
    Scenario: A game begins with a ball from the middle
      Given Ana and Bo are in a room
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the ball leave the middle in a straight line, by 0.8 a tick

  Rule: It flies straight

    @PONG-08 @needs-clock
    Scenario: Nothing in its way, the ball flies in a straight line
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from   | moving                 | ticks | to           |
        | 20, 30 | 0.6 right and 0.5 down |    10 |       26, 35 |
        | 80, 70 |    0.8 left and 0.2 up |     5 |       76, 69 |
        | 50, 50 |              0.8 right |    40 |       82, 50 |
        | 50, 50 |  1.23 left and 0.77 up |     9 | 38.93, 43.07 |
      Then each time everybody sees it come there, and every tick was as the rules have it

  Rule: A wall sends it back

    @PONG-08 @needs-clock @key
    Scenario: A ball that comes to a wall flies on, back into the field
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from     | moving                 | ticks | to         | because                            |
        |    50, 2 |   0.6 right and 0.5 up |     2 |    51.2, 1 | it touches the upper wall          |
        |    50, 2 |   0.6 right and 0.5 up |     3 |  51.8, 1.5 | it has touched the upper wall      |
        |  50, 1.3 |   0.6 right and 0.5 up |     1 |    50.6, 1 | it would be beyond the upper wall  |
        |  50, 1.3 |   0.6 right and 0.5 up |     2 |  51.2, 1.5 | it comes back from the upper wall  |
        |   50, 98 |  0.6 left and 0.5 down |     3 | 48.2, 98.5 | it has touched the lower wall      |
        | 50, 98.2 |  0.6 left and 0.5 down |     2 |   48.8, 99 | it would be beyond the lower wall  |
        | 50, 98.2 |  0.6 left and 0.5 down |     3 | 48.2, 98.5 | it comes back from the lower wall  |
        |   20, 50 | 0.5 right and 2.4 down |    63 |  51.5, 3.4 | it goes from one wall to the other |
      Then each time everybody sees it come there, and every tick was as the rules have it

    @PONG-08
    Scenario: Two players keep the ball in play, and both walls send it back
      Given Ana and Bo are playing to 100 points
      When the two players keep the ball in play until it has come to both walls
      Then everybody sees the ball come back from both walls

  Rule: A paddle sends it back, five hundredths faster

    @PONG-08 @needs-clock
    Scenario: The middle of a paddle sends the ball straight back
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from   | moving    | ticks | to        | because                               |
        |  5, 50 |  0.8 left |     2 |   4.1, 50 | it bounced off Ana's paddle           |
        |  5, 50 |  0.8 left |     3 |  4.94, 50 | it goes on from there, by 0.84 a tick |
        | 95, 50 | 0.8 right |     2 |  95.9, 50 | it bounced off Bo's paddle            |
        | 95, 50 | 0.8 right |     3 | 95.06, 50 | it goes on from there, by 0.84 a tick |
      Then each time everybody sees it come there, and every tick was as the rules have it

    @PONG-08 @needs-clock
    Scenario: Further up or down, a paddle turns the ball
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from  | moving   | ticks | to          | because                                                  |
        | 5, 55 | 0.8 left |     3 |  4.9, 55.25 | it met the paddle a little below, and is turned down     |
        | 5, 45 | 0.8 left |     3 |  4.9, 44.75 | it met the paddle a little above, and is turned up       |
        | 5, 60 | 0.8 left |     3 | 4.81, 60.45 | it met the paddle near its lower end, and is turned more |
      Then each time everybody sees it come there, and every tick was as the rules have it

    @PONG-08 @needs-clock
    Scenario: No ball is faster than 3 a tick
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from   | moving   | ticks | to       | because                      |
        | 10, 50 | 2.9 left |     4 |  7.1, 50 | five hundredths are too many |
        | 10, 50 |   3 left |     3 |  7.1, 50 | it is at its fastest already |
        | 90, 50 |  3 right |     3 | 92.9, 50 | so it is on the other side   |
      Then each time everybody sees it come there, and every tick was as the rules have it

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
    Scenario: A ball that no paddle faces passes
      Given Ana and Bo are playing tick by tick
      When the ball flies like this, each time anew:
        | from      | moving     | ticks | to         | because                            |
        |     5, 61 |   0.8 left |     6 |    0.2, 61 | it only touches the paddle's end   |
        |  95, 38.9 |  0.8 right |     6 | 99.8, 38.9 | it is just above the paddle        |
        |     3, 50 |  0.4 right |     6 |    5.4, 50 | it leaves the paddle behind        |
        |  0.75, 50 |  0.75 left |     1 |     50, 50 | it is behind Ana's paddle: a point |
        | 99.25, 50 | 0.75 right |     1 |     50, 50 | it is behind Bo's paddle: a point  |
      Then each time everybody sees it come there, and every tick was as the rules have it
