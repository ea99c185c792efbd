@race
Feature: A race from the seed packs to the final placing

  Olga organizes a race. Ana, Bo and Cy each play the game on a machine of their own, and a mod in
  the game reports every step. Whoever watches sees one leaderboard.

  @RACE-01 @RACE-02 @RACE-03 @RACE-04 @RACE-05 @RACE-06 @RACE-07 @RACE-08 @RACE-09 @RACE-10 @RACE-17
  @ALL-04 @needs-record @key
  Scenario: Ana, Bo and Cy race, overtake one another and finish
    Given Olga has created a race for Ana, Bo and Cy
    And each of them has the own seed pack
    And they have joined with it and reported ready
    And Sam watches the race

    When Olga starts the race
    Then every runner is told that the race has started

    When Bo enters layer 1 at 2:10
    Then everybody sees Bo ahead of Ana

    When Ana enters layer 1 at 1:55
    Then everybody sees Ana ahead of Bo

    When Cy enters layer 2 at 4:40
    Then everybody sees the standings Cy, Ana, Bo

    When Ana reports 9:30 and 3 deaths
    Then everybody sees Ana at 9:30 with 3 deaths

    When Bo finishes at 21:30
    Then everybody sees the standings Bo, Cy, Ana

    When Ana finishes at 20:15
    Then everybody sees the standings Ana, Bo, Cy

    When Cy gives up
    Then everybody sees that the race has ended
    And the record shows:
      | place | runner | status    | layer | time  | deaths |
      |     1 | Ana    | finished  |     1 | 20:15 |      3 |
      |     2 | Bo     | finished  |     1 | 21:30 |      0 |
      |     3 | Cy     | abandoned |     2 |  4:40 |      0 |
