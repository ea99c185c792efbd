@race
Feature: The end of a race

  Rule: A race ends when the last runner has finished or given up

    Background:
      Given Ana and Bo are racing in Olga's race
      And Sam watches the race

    @RACE-15 @key
    Scenario: The last runner finishes
      Given Ana has finished at 20:15
      When Bo finishes at 21:30
      Then everybody sees that the race has ended

    @RACE-15 @RACE-17
    Scenario: The last runner gives up
      Given Ana has finished at 20:15
      When Bo gives up
      Then everybody sees that the race has ended

    @RACE-15
    Scenario: A race goes on while somebody is still in it
      When Ana finishes at 20:15
      Then everybody sees Ana as finished
      And nobody has seen the race end

    @RACE-15 @RACE-16
    Scenario: A race waits for a runner whose connection is lost
      Given Bo's connection is lost
      When Ana finishes at 20:15
      Then everybody sees Ana as finished
      And nobody has seen the race end

  Rule: It ends exactly once

    @RACE-15
    Scenario: The last two finish in the same instant, 20 times over
      Given Ana and Bo are racing in Olga's race
      And Sam watches the race
      When Ana and Bo finish in the same instant, 20 times over with a reset in between
      Then each time everybody saw both finish before the race ended, once

    @RACE-15 @RACE-17
    Scenario: One finishes and one gives up in the same instant, 20 times over
      Given Ana and Bo are racing in Olga's race
      When Ana finishes and Bo gives up in the same instant, 20 times over with a reset in between
      Then each time everybody saw both done before the race ended, once

    @RACE-15 @RACE-22
    Scenario: The organizer ends the race in the instant of the last finish
      Given Ana and Bo are racing in Olga's race
      And Ana has finished at 20:15
      When Bo finishes at 21:30 and Olga ends the race in the same instant
      Then everybody sees that the race has ended, once

  Rule: The final states are on record

    @RACE-10 @needs-record
    Scenario: Finishers are placed by time, those who gave up come last
      Given Ana, Bo and Cy are racing in Olga's race
      And the race stands like this:
        | runner | state    | at    |
        | Ana    | layer 2  |  5:00 |
        | Ana    | given up |  5:00 |
        | Bo     | layer 4  | 14:00 |
        | Bo     | finished | 21:30 |
        | Cy     | layer 3  |  9:00 |
      And Cy has reported 15:00 and 7 deaths
      When Cy finishes at 20:15
      Then everybody sees that the race has ended
      And the record shows:
        | place | runner | status    | layer | time  | deaths |
        |     1 | Cy     | finished  |     3 | 20:15 |      7 |
        |     2 | Bo     | finished  |     4 | 21:30 |      0 |
        |     3 | Ana    | abandoned |     2 |  5:00 |      0 |

    @RACE-10
    Scenario: The final states can be looked up after the end
      Given Ana and Bo are racing in Olga's race
      And Ana has finished at 20:15
      And Bo has finished at 19:00
      When Olga looks the race up
      Then the race is shown as finished with the standings Bo, Ana

    @RACE-10 @needs-record
    Scenario: What everybody has seen is on record by then
      Given Ana and Bo are racing in Olga's race
      When Ana enters "Salt Mine" at 2:15
      Then everybody sees Ana in layer 1 in "Salt Mine"
      And the record shows:
        | place | runner | status  | layer | time | deaths |
        |       | Ana    | playing |     1 | 2:15 |      0 |
        |       | Bo     | playing |     0 | 0:00 |      0 |
