@pong
Feature: Observers

  Rule: An observer sees the game and cannot play

    @PONG-04 @pong-eight @key
    Scenario: An observer sees the game and cannot move a paddle
      Given Ana and Bo are playing
      And Olive observes the game
      When Olive tries to move up
      Then Olive is answered with "Observers cannot play"
      And Olive sees the game from there on
      And no paddle moves but by its own player

    @PONG-04
    Scenario: An observer who comes in the middle sees the game from there on
      Given Ana and Bo are playing
      When Olive comes to observe the game
      Then Olive is an observer
      And Olive sees the game in play
      And Olive sees the game from there on

    @PONG-04 @PONG-16
    Scenario: Somebody who comes as an observer takes no place
      Given Ana has made a room and joined it
      When Olive comes to observe the game
      Then Olive is an observer
      And Ana and Olive see the game waiting for an opponent

    @PONG-04
    Scenario: The game goes on when an observer leaves
      Given Ana and Bo are playing
      And Olive observes the game
      When Olive leaves
      Then everybody sees the game go on
      And nobody has seen the game stop

  Rule: However many watch, each sees every tick

    @PONG-13 @needs-clock
    Scenario: Fifty observers watch one game
      Given Ana and Bo are playing tick by tick
      And 50 observers watch the game
      When 200 ticks pass
      Then every one of them saw each of the 200 ticks, in order

    @PONG-13 @needs-clock @many
    Scenario: Two hundred observers watch one game
      Given Ana and Bo are playing tick by tick
      And 200 observers watch the game
      When 200 ticks pass
      Then every one of them saw each of the 200 ticks, in order

    @PONG-13 @key
    Scenario: Ten observers watch a game that goes by the clock
      Given Ana and Bo are playing
      And 10 observers watch the game
      When Ana moves up
      Then everybody sees Ana's paddle go up by 1.5 a tick, and Bo's rest
