@race
Feature: One race on several nodes

  However many nodes a server has, a race is one race.

  Background:
    Given Ana and Bo are racing in Olga's race, each on a node of their own
    And Vera watches the race on Bo's node

  Rule: It makes no difference which node somebody uses

    @RACE-23 @RACE-05 @RACE-18 @needs-nodes @key
    Scenario Outline: What <who> reports is seen on every node
      When <who> reports 3:10 and 2 deaths
      Then everybody sees <who> at 3:10 with 2 deaths

      Examples:
        | who | why                   |
        | Ana | a node with one of us |
        | Bo  | a node with two       |

    @RACE-23 @RACE-13 @needs-nodes
    Scenario: A connection on another node takes over
      When Bo joins on Ana's node
      Then Bo's first connection is closed because of "Replaced by a newer connection"

  Rule: A race outlives a node

    @RACE-23 @RACE-16 @ALL-01 @needs-nodes
    Scenario Outline: <who>'s node dies, and <who> comes back to the own progress
      Given <who> is in layer 3 since 9:00
      When <who>'s node dies
      Then everybody sees <who> away
      When <who> joins on <other>'s node
      Then <who> is welcomed as playing at 9:00 with 0 deaths in layer 3
      And everybody sees <who> back

      Examples:
        | who | other | why                               |
        | Ana | Bo    | Ana's node had the race           |
        | Bo  | Ana   | Bo's node was the way to the race |

  Rule: When the nodes lose each other for a moment, nothing is lost

    @RACE-23 @RACE-05 @ALL-01 @needs-nodes @needs-restart
    Scenario Outline: What <who> reports meanwhile is seen on every node
      When <who> reports 3:10 and 2 deaths while the nodes have lost each other
      Then everybody sees <who> at 3:10 with 2 deaths

      Examples:
        | who | why                              |
        | Ana | Ana's node has the race          |
        | Bo  | Bo's node is the way to the race |

    @RACE-23 @RACE-15 @RACE-10 @ALL-01 @needs-nodes @needs-restart @needs-record
    Scenario: A race that ends meanwhile ends once, and is on record as it was
      Given Ana has finished at 20:15
      When Bo finishes at 21:30 while the nodes have lost each other
      Then everybody sees that the race has ended, once
      And the record shows:
        | place | runner | status   | layer | time  | deaths |
        |     1 | Ana    | finished |     0 | 20:15 |      0 |
        |     2 | Bo     | finished |     0 | 21:30 |      0 |
