@pong
Feature: One game on several nodes

  However many nodes a server has, a room is one room.

  @PONG-11 @PONG-12 @needs-nodes
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

  @PONG-12 @PONG-14 @ALL-01 @needs-nodes
  Scenario: The node that a player uses dies in play, and the game goes on when the player is back
    Given Ana and Bo are playing, each on a node of their own
    When Bo's node dies
    Then everybody sees that player two has left
    When Bo comes back on Ana's node
    And Ana and Bo say ready
    Then everybody sees the game in play
    And everybody sees the game go on
