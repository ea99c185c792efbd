@pong
Feature: Rooms

  Two people who want to play meet in a room, by its code.

  Rule: Whoever makes a room and joins it is player one

    @PONG-01 @pong-eight @key
    Scenario: One player makes a room and waits for another
      When Ana makes a room and joins it
      Then Ana has a room
      And Ana is player one
      And everybody sees the game waiting for an opponent

    @PONG-01
    Scenario: A room that nobody has made is made by joining it
      When Ana joins a room that nobody has made
      Then Ana is player one
      And everybody sees the game waiting for an opponent

    @PONG-01
    Scenario Outline: A room may be played to <points> points
      When Ana makes a room to <points> points
      Then Ana has a room to <points> points

      Examples:
        | points | because      |
        |      1 | the fewest   |
        |     11 | some number  |
        |    100 | the greatest |

    @PONG-01
    Scenario: There is no room to points that there cannot be
      When Ana goes to make a room to so many points, one after the other:
        | points | because            |
        |      0 | too few            |
        |     -3 | fewer than none    |
        |    101 | too many           |
        |    2.5 | no whole number    |
        | "7"    | text               |
        | null   | nothing            |
        |  1e400 | beyond all numbers |
      Then each time Ana is answered with "Invalid points limit"

    @PONG-01
    Scenario: A room is made once
      Given Ana and Bo are in a room
      When Cy tries to make the same room
      Then Cy is answered with "Room already exists"
      And nobody has seen the game begin

  Rule: The second to join is player two

    @PONG-02 @pong-eight @key
    Scenario: A second player joins, and both learn that the room is complete
      Given Ana has made a room and joined it
      When Bo joins the room
      Then Bo is player two
      And everybody sees the game waiting for both to be ready

  Rule: Whoever comes when both places are taken observes

    @PONG-16 @key
    Scenario: A third player becomes an observer
      Given Ana and Bo are in a room
      When Cy joins the room
      Then Cy is an observer
      And Cy sees the game waiting for both to be ready

    @PONG-16
    Scenario Outline: The place that <who> has left is the next one's
      Given Ana and Bo are in a room
      And <who> has left the room
      When Cy joins the room
      Then Cy is <place>
      And everybody sees the game waiting for both to be ready

      Examples:
        | who | place      |
        | Ana | player one |
        | Bo  | player two |

    @PONG-16
    Scenario: An observer stays one when a place becomes free
      Given Ana and Bo are in a room
      And Cy has joined the room
      When Bo leaves
      Then everybody sees that player two has left
      And Ana and Cy see the game waiting for an opponent

    @PONG-16 @PONG-02
    Scenario: One leaves in the instant in which another joins, 20 times over
      When Bo leaves Ana's room in the instant in which Cy joins it, 20 times over
      Then each time the newcomer's part and the game's status fit together

  Rule: A room goes when nobody is left in it

    @PONG-09
    Scenario: Two players leave in the same instant, 20 times over, and leave no room behind
      When Ana and Bo leave a game in the same instant, 20 times over, and Cy makes the room anew
      Then each time the room was gone, 20 times

    @PONG-09 @needs-clock @key
    Scenario: A room that nobody joins is gone after a minute
      Given Ana has made a room that nobody has joined
      And Ana has gone away
      When 60 seconds pass
      And Bo makes the same room anew
      Then Bo has a room

    @PONG-09
    Scenario: A room that nobody has joined yet is there for a while
      Given Ana has made a room that nobody has joined
      When Bo tries to make the same room
      Then Bo is answered with "Room already exists"

  Rule: A code has 1 to 50 letters, digits, dots, dashes and underscores

    @PONG-15
    Scenario Outline: A room may have a code of <what>
      When Ana makes a room whose code has <what>
      Then Ana has a room

      Examples:
        | what                                 |
        | one letter                           |
        |                        50 characters |
        | every kind of character there may be |
        | two dots in a row                    |

    @PONG-15
    Scenario: There is no room with any other code
      When Ana asks for rooms with these codes, one after the other:
        | what                        |
        | nothing at all              |
        |               51 characters |
        |           10,000 characters |
        | a space                     |
        | markup                      |
        | a slash                     |
        | a control character         |
        | a zero byte                 |
        | letters of another alphabet |
      Then each time there is no such room for Ana

    @PONG-06
    Scenario: Small letters and capitals make different codes
      Given Ana and Bo are in a room
      When Cy makes a room of the same code in capitals
      Then Cy is player one
      And nobody has seen the game begin
