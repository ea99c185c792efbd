@race
Feature: The gap to the leader

  Everybody sees how far each runner is behind the leader.

  Background:
    Given Ana, Bo and Cy are racing in Olga's race

  @RACE-19
  Scenario: The leader has no gap
    When Ana enters layer 1 at 2:00
    Then everybody sees Ana in the lead without a gap

  @RACE-19
  Scenario: In the leader's layer, the gap is the difference of the times of entry
    Given Ana is in layer 1 since 2:00
    When Bo enters layer 1 at 2:45
    Then everybody sees Bo 0:45 behind

  @RACE-19 @key
  Scenario: In a shallower layer, the gap is to the leader's entry of that layer
    Given Ana is in layer 1 since 2:00
    And Ana is in layer 2 since 5:00
    When Bo enters layer 1 at 3:15
    Then everybody sees Bo 1:15 behind

  @RACE-19
  Scenario: Among finishers, the gap is the difference of their times
    Given Ana has finished at 20:15
    When Bo finishes at 21:30
    Then everybody sees Bo 1:15 behind

  @RACE-19
  Scenario: A new leader changes everybody's gap
    Given Bo has finished at 21:30
    When Ana finishes at 20:15
    Then everybody sees Bo 1:15 behind
    And everybody sees Ana in the lead without a gap

  @RACE-19
  Scenario: The gap of the third is to the leader, and not to the second
    Given Ana has finished at 20:15
    And Bo has finished at 21:30
    When Cy finishes at 22:00
    Then everybody sees Cy 1:45 behind

  @RACE-19
  Scenario: Everybody sees when the leader came to each layer
    Given Ana is in layer 1 since 2:00
    When Ana enters layer 3 at 9:00
    Then everybody sees when the leader came to each layer:
      | layer | at   |
      |     0 | 0:00 |
      |     1 | 2:00 |
      |     3 | 9:00 |

  @RACE-19
  Scenario: Whatever the leader reports on the way, when they came to each layer stays as it was
    Given Ana is in layer 1 since 2:00
    And Ana has reported 3:30 and 1 death
    When Ana enters layer 3 at 9:00
    Then everybody sees when the leader came to each layer:
      | layer | at   |
      |     0 | 0:00 |
      |     1 | 2:00 |
      |     3 | 9:00 |

  @RACE-19
  Scenario: While nobody plays nobody leads
    Given Dan and Eve have joined Otto's race
    When Dan reports ready
    Then Dan and Eve see that nobody leads yet
