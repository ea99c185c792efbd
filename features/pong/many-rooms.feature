@pong
Feature: Many rooms at once

  Rule: Nothing of one room is ever seen in another

    @PONG-06 @pong-eight @key
    Scenario: Three games run at once, each for itself
      Given these are playing, each pair in a room of its own:
        | one | other | points |
        | Ana | Bo    |      5 |
        | Cy  | Dan   |      6 |
        | Eve | Fay   |      7 |
      When Cy moves up
      Then in Cy's room everybody sees Cy's paddle go up
      And in Ana's room no paddle has moved
      And in Eve's room no paddle has moved

    @PONG-06 @PONG-13
    Scenario: Twenty games run at once
      Given 20 games are being played, each in a room of its own
      When each of them has gone on for 20 ticks
      Then nothing of a room was told in another

    @PONG-06 @needs-clock
    Scenario: Twenty games stand at twenty scores
      Given 20 games are being played tick by tick, each in a room of its own
      When each of them comes to a score of its own
      Then each score was seen in its own room only
      And nothing of a room was told in another

    @PONG-06
    Scenario: A game goes on while another is left
      Given these are playing, each pair in a room of its own:
        | one | other | points |
        | Ana | Bo    |      5 |
        | Cy  | Dan   |      5 |
      When Dan leaves
      Then everybody sees the game go on
      And nobody has seen the game stop

  Rule: No tick of a game is lost because others end

    @PONG-06 @PONG-13 @needs-clock
    Scenario: Twenty games are left while one goes on, with and without a word
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      When 20 other games are left, all at once, while 20 ticks pass, 2 times over
      Then everybody saw each of the 40 ticks, in order

    @PONG-06 @PONG-13 @needs-clock @many
    Scenario: Twenty games are left while one goes on, a hundred times over
      Given Ana and Bo are playing to 100 points, tick by tick
      And Olive observes the game
      When 20 other games are left, all at once, while 20 ticks pass, 100 times over
      Then everybody saw each of the 2000 ticks, in order
