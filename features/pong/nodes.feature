@pong
Feature: One game on several nodes

  However many nodes a server has, a room is one room.

  Rule: It makes no difference which node somebody uses

    @PONG-11 @PONG-12 @needs-nodes @key
    Scenario: Two players and an observer on different nodes are in one game
      Given Ana and Bo are playing, each on a node of their own
      And Olive observes the game on Bo's node
      When Ana moves up
      Then everybody sees Ana's paddle go up by 1.5 a tick, and Bo's rest

    @PONG-12 @PONG-03 @needs-nodes
    Scenario: Players on different nodes make one room complete
      Given Ana has made a room and joined it
      When Bo joins the room on another node
      Then Bo is player two
      And everybody sees the game waiting for both to be ready

  Rule: A game outlives a node

    @PONG-12 @PONG-14 @ALL-01 @needs-nodes
    Scenario Outline: <who>'s node dies in play, and the game goes on when <who> is back
      Given Ana and Bo are playing, each on a node of their own
      When <who>'s node dies
      Then everybody sees that <place> has left
      When <who> comes back on <other>'s node
      And Ana and Bo say ready
      Then everybody sees the game in play
      And everybody sees the game go on

      Examples:
        | who | other | place      | why                          |
        | Ana | Bo    | player one | Ana's node had the room      |
        | Bo  | Ana   | player two | Bo's node was Bo's way there |

    @PONG-12 @PONG-14 @ALL-01 @needs-nodes @needs-clock
    Scenario Outline: The score outlives <who>'s node
      Given Ana and Bo are playing tick by tick, each on a node of their own
      And the score has become 3:2
      And 10 ticks have passed
      And <who>'s node has died
      And <who> has come back on <other>'s node
      When Ana and Bo say ready
      Then everybody sees the game go on at 3:2

      Examples:
        | who | other | why                          |
        | Ana | Bo    | Ana's node had the room      |
        | Bo  | Ana   | Bo's node was Bo's way there |

  Rule: When the nodes lose each other for a moment, nobody waits in vain

    @PONG-12 @PONG-14 @ALL-01 @needs-nodes @needs-restart
    Scenario Outline: The game goes on after <what>
      Given Ana and Bo are playing, each on a node of their own
      And Olive observes the game on Bo's node
      When <what>
      Then the game goes on for everybody, at once or when both have said ready again

      Examples:
        | what                                   | why                       |
        | what joins the nodes is restarted      | it knows what it knew     |
        | the nodes lose each other for a moment | what joined them is empty |

    @PONG-10 @PONG-12 @needs-nodes @needs-restart @needs-clock @needs-record
    Scenario: A game that ends while the nodes have lost each other is on record once
      Given Ana and Bo are playing tick by tick, each on a node of their own
      And Olive observes the game on Bo's node
      And the score is 4:3
      And the ball is at 98.2, 80 and moves 0.8 right
      And 2 ticks have passed
      When a tick passes while the nodes have lost each other
      Then everybody sees that Ana has won 5:3
      And the match record shows:
        | winner     | score | limit |
        | player one |   5:3 |     5 |
