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
      Given Ana, Bo and Cy are racing in Olga's race

    @RACE-14
    Scenario Outline: After the own finish, <act> changes nothing
      Given Ana has finished at 20:00
      When Ana <act>
      Then nothing changes for anybody

      Examples:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 19:00          |
        | finishes at 25:00          |
        | reports ready              |

    @RACE-14 @RACE-17
    Scenario Outline: After giving up, <act> changes nothing
      Given Ana has given up
      When Ana <act>
      Then nothing changes for anybody

      Examples:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 22:00          |

    @RACE-14
    Scenario Outline: After the race's end, <act> changes nothing
      Given Bo is in layer 1 since 2:00
      And Olga has ended the race
      When Bo <act>
      Then Bo is answered with "Race not running"
      And nothing changes for anybody

      Examples:
        | act                        |
        | reports 21:00 and 4 deaths |
        | enters layer 5 at 21:00    |
        | finishes at 22:00          |

  Rule: Values that no race can have are refused

    Background:
      Given Ana, Bo and Cy are racing in Olga's race
      And Ana has reported 10:00 and 5 deaths

    @RACE-20
    Scenario Outline: A report with <value> is refused
      When Ana sends a report with <value>
      Then Ana is answered with an error
      And nothing changes for anybody

      Examples: Times
        | value                     | class                |
        | the time -1               | below the range      |
        | the time 2147483648       | beyond the range     |
        | the time 9007199254740993 | beyond exact numbers |
        | the time 600000.5         | not whole            |
        | the time "600001"         | text for a number    |
        | the time null             | nothing              |
        | the time true             | a truth value        |
        | the time [600001]         | a list               |
        | no time                   | missing              |
        | the time 599999           | falling              |

      Examples: Deaths
        | value             | class             |
        |         -1 deaths | below the range   |
        | 2147483648 deaths | beyond the range  |
        |        5.5 deaths | not whole         |
        | "6" deaths        | text for a number |
        |          4 deaths | falling           |

      Examples: Zones
        | value              | class               |
        | the zone "Nowhere" | not on the course   |
        | the zone 7         | a number for a name |

    @RACE-20
    Scenario Outline: Entering a zone with <value> is refused
      When Ana sends an entry with <value>
      Then Ana is answered with an error
      And nothing changes for anybody

      Examples:
        | value               | class             |
        | the zone "Nowhere"  | not on the course |
        | no zone             | missing           |
        | the time 599999     | falling           |
        | the time 2147483648 | beyond the range  |

    @RACE-20
    Scenario Outline: Finishing with <value> is refused
      When Ana sends a finish with <value>
      Then Ana is answered with an error
      And nothing changes for anybody

      Examples:
        | value           | class           |
        | the time -1     | below the range |
        | the time 599999 | falling         |
        | no time         | missing         |

    @RACE-20
    Scenario: The greatest time there can be is accepted
      When Ana reports 596:31:23.647 and 5 deaths
      Then everybody sees Ana at 596:31:23.647 with 5 deaths

    @RACE-20
    Scenario: Nobody comes from a zone that there is not
      When Ana enters "Salt Mine" from "Nowhere" at 11:00
      Then Ana is answered with an error
      And nothing changes for anybody
