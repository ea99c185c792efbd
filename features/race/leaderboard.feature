@race
Feature: The leaderboard

  Rule: A runner who is in a deeper layer is ahead

    Background:
      Given Ana, Bo and Cy are racing in Olga's race

    @RACE-06
    Scenario: Entering a deeper layer takes the lead
      Given Ana is in layer 1 since 2:00
      When Bo enters layer 2 at 7:00
      Then everybody sees Bo ahead of Ana

    @RACE-06
    Scenario: Depth counts for more than time
      Given Ana is in layer 2 since 4:00
      When Bo enters layer 3 at 55:00
      Then everybody sees Bo ahead of Ana

    @RACE-06
    Scenario: Going back to a shallower layer costs no place
      Given Bo is in layer 3 since 8:00
      And Ana is in layer 2 since 4:00
      When Bo enters layer 1 at 9:00
      Then everybody sees Bo at 9:00
      And Bo is still shown in layer 3
      And the standings are Bo, Ana, Cy

  Rule: In the same layer, whoever entered it at the better in-game time is ahead

    Background:
      Given Ana, Bo and Cy are racing in Olga's race

    @RACE-07
    Scenario: A better time counts, although it is reported later
      Given Bo is in layer 2 since 5:00
      When Ana enters layer 2 at 4:59.999
      Then everybody sees Ana ahead of Bo

    @RACE-07
    Scenario: What happens after the entry does not count
      Given Bo is in layer 2 since 5:00
      And Ana is in layer 2 since 5:30
      When Bo reports 5:45 and 0 deaths
      Then everybody sees Bo at 5:45 with 0 deaths
      And the standings are Bo, Ana, Cy

    @RACE-07
    Scenario: Another zone of the same layer is no new entry
      Given Bo is in layer 2 since 5:00
      And Ana is in layer 2 since 5:30
      When Bo enters "Drowned Chapel" at 6:00
      Then everybody sees Bo at 6:00 in "Drowned Chapel"
      And the standings are Bo, Ana, Cy

    @RACE-07
    Scenario: The same time in the same layer leaves the order of entry into the race
      Given Cy is in layer 2 since 5:00
      And Bo is in layer 2 since 5:00
      When Ana enters layer 2 at 5:00
      Then everybody sees the standings Ana, Bo, Cy

  Rule: Finishers lead, by their in-game time

    Background:
      Given Ana, Bo and Cy are racing in Olga's race

    @RACE-08
    Scenario: A finisher leads those in the deepest layer
      Given Ana is in layer 5 since 18:00
      When Bo finishes at 40:00
      Then everybody sees the standings Bo, Ana, Cy

    @RACE-08
    Scenario: A finisher keeps the lead while others go on
      Given Bo has finished at 40:00
      When Ana enters layer 6 at 19:00
      Then everybody sees the standings Bo, Ana, Cy

    @RACE-09
    Scenario: The shorter time is ahead, although it arrives later
      Given Bo has finished at 21:30
      When Ana finishes at 20:15
      Then everybody sees the standings Ana, Bo, Cy

    @RACE-09
    Scenario: The longer time is behind, although it arrives in a deeper layer
      Given Bo has finished at 21:30
      And Ana is in layer 6 since 21:31
      When Ana finishes at 21:32
      Then everybody sees the standings Bo, Ana, Cy

    @RACE-09
    Scenario: The same finishing time leaves the order of entry into the race
      Given Bo has finished at 21:30
      When Ana finishes at 21:30
      Then everybody sees the standings Ana, Bo, Cy

  Rule: Those who have given up come last

    Background:
      Given Ana, Bo and Cy are racing in Olga's race

    @RACE-17
    Scenario: Giving up costs the lead
      Given Ana is in layer 4 since 12:00
      When Ana gives up
      Then everybody sees the standings Bo, Cy, Ana
      And Ana is still shown in layer 4

    @RACE-17
    Scenario: Among those who gave up, the deeper one is ahead
      Given Ana is in layer 1 since 2:00
      And Bo is in layer 3 since 9:00
      And Ana has given up
      When Bo gives up
      Then everybody sees the standings Cy, Bo, Ana

    @RACE-17
    Scenario: Among those who gave up in the same layer, the shorter time is ahead
      Given Ana has reported 9:00 and 0 deaths
      And Bo has reported 8:00 and 0 deaths
      And Ana has given up
      When Bo gives up
      Then everybody sees the standings Cy, Bo, Ana

    @RACE-17
    Scenario: Nobody gives up twice
      Given Ana has given up
      When Ana gives up
      Then Ana is declined
      And nothing changes for anybody

    @RACE-14 @RACE-17
    Scenario: Nobody gives up after finishing
      Given Ana has finished at 20:00
      When Ana gives up
      Then Ana is declined
      And nothing changes for anybody

  Rule: Everybody else stands between the finishers and those who gave up

    @RACE-06 @RACE-08 @RACE-17
    Scenario: All kinds of runners on one leaderboard
      Given Ana, Bo, Cy, Dan, Eve and Fay have joined Olga's race
      And Cy, Dan, Eve and Fay are ready
      And Olga has started the race
      And the race stands like this:
        | runner | state    | at    |
        | Eve    | finished | 30:00 |
        | Fay    | layer 2  |  5:00 |
        | Dan    | given up |  1:00 |
      When Fay reports 6:00 and 0 deaths
      Then everybody sees Fay at 6:00 with 0 deaths
      And the standings are Eve, Fay, Cy, Ana, Bo, Dan
