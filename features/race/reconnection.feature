@race
Feature: Losing the connection and coming back to the race

  A lost connection costs a runner nothing but the time it takes to come back.

  Background:
    Given Ana, Bo and Cy are racing in Olga's race
    And Ana is in layer 3 since 9:00
    And Ana has reported 10:00 and 4 deaths

  @RACE-16 @ALL-01
  Scenario Outline: The others see that a runner is away, with status and progress kept
    When <how>
    Then everybody sees Ana away
    And Ana is still shown as playing at 10:00 with 4 deaths in layer 3

    Examples:
      | how                     |
      | Ana leaves              |
      | Ana's connection breaks |

  @RACE-16 @ALL-01 @key
  Scenario: A runner comes back to the own progress
    Given Ana's connection is lost
    When Ana joins
    Then Ana is welcomed as playing at 10:00 with 4 deaths in layer 3
    And everybody sees Ana back

  @RACE-16 @ALL-01
  Scenario: A runner who came back goes on
    Given Ana's connection is lost
    And Ana has joined again
    When Ana enters layer 4 at 12:00
    Then everybody sees Ana in layer 4 at 12:00 with 4 deaths

  @RACE-16 @ALL-01
  Scenario: A runner who came back sees what happened meanwhile
    Given Ana's connection is lost
    And Bo is in layer 5 since 15:00
    When Ana joins
    Then Ana is welcomed with the standings Bo, Ana, Cy

  @RACE-16
  Scenario: A ready runner who comes back is still ready
    Given Dan and Eve are ready for Otto's race
    And Dan's connection is lost
    When Dan joins
    Then Dan is welcomed as ready

  @RACE-16 @ALL-01
  Scenario: Everybody is cut off at once and comes back to the same race
    Given the connections of Ana, Bo and Cy are lost
    When Ana, Bo and Cy join
    Then each of them is welcomed with the standings Ana, Bo, Cy
    And Ana is still shown as playing at 10:00 with 4 deaths in layer 3

  @RACE-16 @ALL-01
  Scenario: A finish that was reported before the connection broke counts
    When Ana finishes at 11:00 and the connection breaks at once
    Then the others see Ana as finished at 11:00
