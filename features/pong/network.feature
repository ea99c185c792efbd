@pong @network
Feature: A game over a bad network

  Players and observers sit at home, behind lines that break, fall silent and are slow. Whatever a line does, it
  harms whoever sits behind it and nobody else, and what arrives arrives once and in order.

  Rule: Whoever is lost on the way is missed, and may come back into the same game

    @PONG-14 @ALL-01
    Scenario Outline: The game waits for a player whose connection <is lost>
      Given Ana and Bo are playing
      And Olive observes the game
      When Bo's connection <is lost>
      Then Ana and Olive see that player two has left
      And Ana and Olive see the game waiting for an opponent
      And the game stands still until Bo comes

      Examples:
        | is lost           |
        | is reset          |
        | is cut on the way |

    @PONG-14 @ALL-01 @needs-clock
    Scenario: Both are lost in the same instant and come back to the same score
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      And the score has become 3:2
      And the connections of both players have been reset in the same instant
      And Ana and Bo have come back one after the other
      When Ana and Bo say ready
      Then everybody sees the game go on at 3:2

    @PONG-03 @ALL-02
    Scenario: Half a word of being ready starts no game
      Given Ana and Bo are in a room
      And Olive observes the game
      And Ana has said ready
      And Bo's connection is about to break in the middle of the next message
      When Bo says ready
      Then Ana and Olive see that player two has left
      And nobody has seen the game begin

    @PONG-13 @ALL-02
    Scenario: Half a message to an observer costs nobody else anything
      Given Ana and Bo are playing
      And Olive observes the game
      And Olive's connection is about to break in the middle of the next message from the server
      When Ana moves up
      Then Ana and Bo see Ana's paddle go up by 1.5 a tick, and Bo's rest
      And Olive may come again and sees the game from there on

  Rule: A connection that falls silent holds up nobody, and loses nothing

    @PONG-13 @ALL-02 @needs-clock
    Scenario: An observer whose connection is silent holds up nobody
      Given Ana and Bo are playing tick by tick
      And Olive and Otto observe the game
      And Olive's connection is silent
      When 200 ticks pass
      Then Ana, Bo and Otto saw each of the 200 ticks, in order

    @PONG-13 @ALL-02 @needs-clock
    Scenario Outline: What <who> missed during the silence comes once and in order
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      And <who>'s connection is silent
      And 200 ticks have passed
      When <who>'s network recovers
      Then everybody saw each of the 200 ticks, in order

      Examples:
        | who   | as who      |
        | Olive | an observer |
        | Bo    | a player    |

    @PONG-10 @ALL-02 @needs-clock
    Scenario: Who hears nothing of the end of a game learns of it once, later
      Given Ana and Bo are playing tick by tick
      And Bo's connection is silent
      And Ana has won the game 5:3
      When Bo's network recovers
      Then Bo sees the game over
      And Bo sees that Ana has won 5:3, once

    @PONG-07 @ALL-02 @needs-clock
    Scenario: An order that was held up counts from when it arrives, once
      Given Ana and Bo are playing tick by tick
      And Ana's connection is silent toward the server
      And Ana has ordered her paddle up into the silence
      And 10 ticks have passed
      And Ana's network has recovered
      When 4 ticks pass
      Then everybody sees Ana's paddle at 44

  Rule: A silence that lasts is noticed, on either side

    @PONG-14 @ALL-01 @needs-clock
    Scenario: A player who gives no sign of life for half a minute is disconnected
      Given Ana and Bo are playing tick by tick
      And Olive observes the game
      And Bo's connection is silent toward the server
      And Bo has given no sign of life for 25 seconds
      And Bo is still shown the game, 5 ticks of it
      When Bo gives none for 15 seconds more
      Then Ana and Olive see that player two has left
      And Bo has been disconnected for giving no sign of life

    @PONG-14 @ALL-01 @needs-clock
    Scenario: A player who hears nothing hangs up and comes back to the same score
      Given Ana and Bo are playing tick by tick
      And the score has become 3:2
      And Bo's connection is silent from the server
      And Bo has hung up, having heard nothing for a while
      And Bo has come back
      When Ana and Bo say ready
      Then everybody sees the game go on at 3:2

  Rule: A slow network takes time and nothing else

    @PONG-13 @ALL-02 @needs-clock
    Scenario: Observers behind slow and narrow lines see every tick in order
      Given Ana and Bo are playing tick by tick
      And Olive and Otto observe the game
      And the network between Olive and the server is slow
      And the network between Otto and the server is narrow
      When 100 ticks pass
      Then everybody saw each of the 100 ticks, in order

    @PONG-07 @ALL-02
    Scenario: A game goes on for a player behind a slow line
      Given Ana and Bo are playing
      And the network between Ana and the server is slow
      When Ana moves up
      Then everybody sees Ana's paddle go up by 1.5 a tick, and Bo's rest

    @PONG-07 @ALL-02 @needs-clock
    Scenario: Of many orders that come over a slow line the last one counts
      Given Ana and Bo are playing tick by tick
      And the network between Ana and the server is slow
      And Ana has ordered up and down by turns, 40 times in one go, down at last
      When 10 ticks pass
      Then everybody sees Ana's paddle at 65
