@pong
Feature: Points and the end of a game

  Rule: A ball that leaves the field is a point for the other side

    @PONG-08 @needs-clock
    Scenario Outline: The ball leaves the field on <who>'s side
      Given Ana and Bo are playing tick by tick
      And the ball is at <from> and moves <moving>
      When 3 ticks pass
      Then everybody sees the score <score>
      And the next ball comes from the middle towards <who>

      Examples:
        | who | from     | moving     | score | because                   |
        | Ana |  1.5, 80 |  0.75 left |   0:1 | it comes to the very edge |
        | Bo  | 98.5, 80 | 0.75 right |   1:0 | it comes to the very edge |
        | Ana |    1, 80 |   0.8 left |   0:1 | it goes over the edge     |

    @PONG-08 @needs-clock
    Scenario: The paddles stay where they are at a point
      Given Ana and Bo are playing tick by tick
      And Ana's paddle is at 20
      And the ball is at 1, 80 and moves 0.8 left
      When 3 ticks pass
      Then everybody sees the score 0:1
      And everybody sees Ana's paddle at 20

  Rule: The first to reach the limit has won

    @PONG-10 @ALL-04 @needs-clock @key
    Scenario: The last point ends the game, and everybody is told
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      And the score is 4:3
      When Ana wins the last point
      Then everybody sees the game over
      And everybody sees that Ana has won 5:3, once

    @PONG-10 @needs-clock
    Scenario: One point short of the limit the game goes on
      Given Ana and Bo are playing tick by tick
      And the score is 3:4
      And the ball is at 99, 80 and moves 0.8 right
      When 3 ticks pass
      Then everybody sees the score 4:4
      And the next ball comes from the middle towards Bo

    @PONG-10
    Scenario: A game to one point is over with the first ball that passes
      Given Ana and Bo are playing to 1 point
      When both let the ball pass
      Then everybody sees the game over
      And everybody sees who has won, with 1 point

    @PONG-10 @needs-clock @needs-record
    Scenario: What everybody was told is on record by then
      Given Ana and Bo are playing to 11 points, tick by tick
      And the score is 7:10
      When Bo wins the last point
      Then everybody sees that Bo has won 7:11
      And the match record shows:
        | winner     | score | limit |
        | player two |  7:11 |    11 |

    @PONG-10 @needs-clock @needs-record
    Scenario: A game that nobody finished is not on record
      Given Ana and Bo are playing tick by tick
      And the score has become 4:4
      When Bo leaves
      Then everybody sees that player two has left
      And there is nothing in the match record

  Rule: A rematch starts from nil-nil and needs both players

    @PONG-17 @needs-clock @key
    Scenario: Both say ready again
      Given Ana and Bo are playing tick by tick
      And Ana has won the game 5:3
      When Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the game go on at 0:0

    @PONG-17 @PONG-07 @needs-clock
    Scenario: The paddles begin a rematch in the middle
      Given Ana and Bo are playing tick by tick
      And Ana's paddle is at 20
      And Ana has won the game 5:3
      When Ana and Bo say ready
      Then everybody sees the game go on at 0:0
      And everybody sees Ana's paddle at 50

    @PONG-17 @PONG-07 @needs-clock
    Scenario: A paddle that was on its way at the end stands when a rematch begins
      Given Ana and Bo are playing tick by tick
      And Ana has begun to move up
      And Ana has won the game 5:3
      When Ana and Bo say ready
      Then everybody sees the game go on at 0:0
      And everybody sees Ana's paddle at 50

    @PONG-17 @needs-clock
    Scenario Outline: One alone starts no rematch, <as what>
      Given Ana and Bo are playing tick by tick
      And Ana has won the game 5:3
      When <who> says ready
      Then nobody has seen the game begin

      Examples:
        | who | as what   |
        | Ana | as winner |
        | Bo  | as loser  |

    @PONG-17 @PONG-10 @needs-clock @needs-record
    Scenario: A rematch is a match of its own in the record
      Given Ana and Bo are playing tick by tick
      And Ana has won the game 5:3
      And the two have begun a rematch
      And the score is 2:4
      When Bo wins the last point
      Then everybody sees that Bo has won 2:5
      And the match record shows:
        | winner     | score | limit |
        | player one |   5:3 |     5 |
        | player two |   2:5 |     5 |

  Rule: A long game stays correct

    @PONG-13 @needs-clock
    Scenario: A game to 20 points, seen by all from the first tick to the last
      Given Ana and Bo are playing to 20 points, tick by tick
      And Olive observes the game
      When they play the game to its end
      Then everybody sees who has won, with 20 points
      And everybody saw the same game, of 1200 ticks or more
