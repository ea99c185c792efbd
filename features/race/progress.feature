@race
Feature: Progress reports

  Rule: A report reaches everybody

    Background:
      Given Ana, Bo and Cy are racing in Olga's race
      And Sam watches the race

    @RACE-05
    Scenario: In-game time, zone and deaths are shown to everybody
      When Ana reports 4:10 and 2 deaths in "Salt Mine"
      Then everybody sees Ana at 4:10 with 2 deaths in "Salt Mine"

    @RACE-05
    Scenario: Entering a zone is shown with the layer it lies in
      When Ana enters "Drowned Chapel" at 6:30
      Then everybody sees Ana in layer 2 in "Drowned Chapel"
      And Ana's visit to "Drowned Chapel" at 6:30 is in the history

    @RACE-05
    Scenario: Going back to a zone is a visit of its own
      Given Ana is in "Salt Mine" since 2:00
      And Ana is in "Drowned Chapel" since 4:00
      When Ana enters "Salt Mine" at 5:00
      Then everybody sees Ana at 5:00 in "Salt Mine"
      And Ana's visits are "Salt Mine", "Drowned Chapel" and "Salt Mine"

    @RACE-05
    Scenario: A stream of reports arrives complete and in order
      When Ana sends 60 reports in one go
      Then everybody sees all of Ana's reports in the order they were sent

    @RACE-05
    Scenario: All runners report in the same instant, 20 times over
      When Ana, Bo and Cy report in the same instant, 20 times over
      Then everybody sees every one of these reports

  Rule: What comes too late changes nothing

    Background:
      Given Ana, Bo, Cy and Dan are racing in Olga's race
      And Sam watches the race

    @RACE-14 @key
    Scenario: After the own finish nothing counts any more
      Given Ana has finished at 20:00
      When Ana does all of this, one after the other:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 19:00          |
        | finishes at 25:00          |
        | reports ready              |
      Then each time nothing changes for anybody

    @RACE-14 @RACE-17
    Scenario: After giving up nothing counts any more
      Given Ana has given up
      When Ana does all of this, one after the other:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 22:00          |
      Then each time nothing changes for anybody

    @RACE-14
    Scenario: After the race's end nothing counts any more
      Given Bo is in layer 1 since 2:00
      And Olga has ended the race
      When Bo does all of this, one after the other:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 22:00          |
      Then each time Bo is answered with "Race not running", and nothing changes for anybody

  Rule: Values that no race can have are refused

    Background:
      Given Ana, Bo and Cy are racing in Olga's race
      And Ana has reported 10:00 and 5 deaths

    @RACE-20
    Scenario: A report with a time that there cannot be is refused
      When Ana sends these, one after the other:
        | what     | value                     | because              |
        | a report | the time -1               | below the range      |
        | a report | the time 2147483648       | beyond the range     |
        | a report | the time 9007199254740993 | beyond exact numbers |
        | a report | the time 600000.5         | not whole            |
        | a report | the time "600001"         | text for a number    |
        | a report | the time null             | nothing              |
        | a report | the time true             | a truth value        |
        | a report | the time [600001]         | a list               |
        | a report | no time                   | missing              |
        | a report | the time 599999           | falling              |
      Then each time Ana is answered with an error, and nothing changes for anybody

    @RACE-20 @key
    Scenario: A report with deaths or a zone that there cannot be is refused
      When Ana sends these, one after the other:
        | what     | value              | because             |
        | a report |          -1 deaths | below the range     |
        | a report |  2147483648 deaths | beyond the range    |
        | a report |         5.5 deaths | not whole           |
        | a report | "6" deaths         | text for a number   |
        | a report |           4 deaths | falling             |
        | a report | the zone "Nowhere" | not on the course   |
        | a report | the zone 7         | a number for a name |
      Then each time Ana is answered with an error, and nothing changes for anybody

    @RACE-20
    Scenario: Entering a zone or finishing with what there cannot be is refused
      When Ana sends these, one after the other:
        | what     | value               | because           |
        | an entry | the zone "Nowhere"  | not on the course |
        | an entry | no zone             | missing           |
        | an entry | the time 599999     | falling           |
        | an entry | the time 2147483648 | beyond the range  |
        | a finish | the time -1         | below the range   |
        | a finish | the time 599999     | falling           |
        | a finish | no time             | missing           |
      Then each time Ana is answered with an error, and nothing changes for anybody

    @RACE-20
    Scenario: The greatest time there can be is accepted
      When Ana reports 596:31:23.647 and 5 deaths
      Then everybody sees Ana at 596:31:23.647 with 5 deaths

    @RACE-20
    Scenario: Nobody comes from a zone that there is not
      When Ana enters "Salt Mine" from "Nowhere" at 11:00
      Then Ana is answered with an error
      And nothing changes for anybody
