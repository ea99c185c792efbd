@race
Feature: One connection for each runner

  A game that crashed and starts again must not wait for its old connection to die: the newer
  connection of a runner takes over.

  Background:
    Given Ana and Bo are racing in Olga's race
    And Ana is in layer 1 since 2:00

  @RACE-13 @key
  Scenario: A second connection takes over and the first is closed
    When Ana's mod connects a second time
    Then Ana is welcomed on the second connection
    And Ana's first connection is closed because of "Replaced by a newer connection"

  @RACE-13
  Scenario: The newer connection reports for the runner
    Given Ana's mod has connected a second time
    When Ana reports 3:10 and 1 death
    Then everybody sees Ana at 3:10 with 1 death

  @RACE-13 @RACE-16
  Scenario: A takeover never looks like a runner going away
    When Ana's mod connects a second time
    Then nobody ever sees Ana away

  @RACE-13
  Scenario: A third connection takes over from the second
    Given Ana's mod has connected a second time
    When Ana's mod connects a third time
    Then Ana's second connection is closed because of "Replaced by a newer connection"
    And Ana keeps the third connection alone

  @RACE-13
  Scenario: Two connections in the same instant leave exactly one, 20 times over
    When Ana's mod connects twice in the same instant, 20 times over
    Then each time one of the two was closed as replaced, and the other reported for Ana
