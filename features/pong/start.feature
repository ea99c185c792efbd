@pong
Feature: Starting a game

  Rule: A game starts when both players are ready, and not before

    Background:
      Given Ana and Bo are in a room

    @PONG-03 @pong-eight @key
    Scenario: The game starts when both are ready
      Given Ana has said ready
      When Bo says ready
      Then everybody sees the game in play
      And everybody sees the game go on

    @PONG-03
    Scenario: One player who is ready is not enough
      When Ana says ready
      Then nobody has seen the game begin

    @PONG-03
    Scenario: A player who says ready twice does not count for both
      When Bo says ready twice
      Then nobody has seen the game begin

    @PONG-03
    Scenario: An observer is not asked
      Given Ana has said ready
      And Olive observes the game
      When Olive says ready
      Then Olive is answered with "Observers cannot play"
      And nobody has seen the game begin

    @PONG-03 @PONG-16
    Scenario Outline: A newcomer in <who>'s place must be ready too, and so must the one who stayed
      Given <other> has said ready
      And <who> has left the room
      And Cy has joined the room
      When Cy says ready
      Then nobody has seen the game begin

      Examples:
        | who | other |
        | Ana | Bo    |
        | Bo  | Ana   |

    @PONG-03 @PONG-16
    Scenario: A newcomer is not ready because whoever had the place before was
      Given Bo has said ready
      And Bo has left the room
      And Cy has joined the room
      When Ana says ready
      Then nobody has seen the game begin

    @PONG-03 @PONG-16
    Scenario: With a newcomer, the game starts when both have said ready again
      Given Bo has left the room
      And Cy has joined the room
      When Ana and Cy say ready
      Then everybody sees the game in play

  Rule: Who is alone may be ready already

    @PONG-03 @PONG-02
    Scenario: A player was ready before there was an opponent
      Given Ana has made a room and joined it
      And Ana has said ready
      And Bo has joined the room
      When Bo says ready
      Then everybody sees the game in play

  Rule: It starts once

    @PONG-03 @PONG-08
    Scenario: Both say ready in the same instant, 20 times over
      When Ana and Bo say ready in the same instant, 20 times over
      Then each time everybody saw the game begin once
      And the first ball went to Ana some of these times, and to Bo the others

    @PONG-03
    Scenario: Saying ready in a game changes nothing
      Given Ana and Bo are playing
      When Ana says ready
      Then everybody sees the game go on
      And nobody has seen the game begin
