@race
Feature: Spectators

  Spectators need no account. They see what the runners see and can change nothing.

  Rule: Spectators see the same leaderboard as the runners

    @RACE-18
    Scenario: A spectator who comes late is shown how the race stands
      Given Ana, Bo and Cy are racing in Olga's race
      And Bo is in layer 2 since 5:20
      When Sam comes to watch
      Then Sam is shown the race with the standings Bo, Ana, Cy

    @RACE-18 @key
    Scenario: A spectator follows the race as it happens
      Given Ana, Bo and Cy are racing in Olga's race
      And Sam and Tess watch the race
      When Cy enters layer 1 at 1:30
      Then everybody sees the standings Cy, Ana, Bo

    @RACE-18 @RACE-01
    Scenario: A spectator sees who is entered
      Given Ana and Bo have joined Olga's race
      And Sam watches the race
      When Olga enters Cy
      Then everybody sees the standings Ana, Bo, Cy

    @RACE-18
    Scenario: A spectator who comes in the middle of a stream of reports misses nothing and sees nothing twice
      Given Ana, Bo and Cy are racing in Olga's race
      When Sam comes to watch while Ana sends 60 reports in one go
      Then what Sam was shown and what followed fit together without a gap

    @RACE-18
    Scenario: Spectators see how many they are
      Given Ana, Bo and Cy are racing in Olga's race
      And Sam watches the race
      When Tess comes to watch
      Then Sam and Tess see that there are 2 spectators

    @RACE-18
    Scenario: Spectators see when one of them leaves
      Given Ana, Bo and Cy are racing in Olga's race
      And Sam and Tess watch the race
      When Tess leaves
      Then Sam sees that there is 1 spectator

    @RACE-18
    Scenario: There is nothing to watch where there is no race
      When Sam goes to watch a race that does not exist
      Then Sam is told "Race not found" and disconnected

  Rule: Spectators can change nothing

    @RACE-18
    Scenario: Whatever a spectator does is in vain
      Given Ana, Bo and Cy are racing in Olga's race
      And Sam watches the race
      When Sam does all of this, one after the other:
        | act                               |
        | reports 9:00 and 1 death          |
        | enters layer 5 at 9:00            |
        | finishes at 9:00                  |
        | reports ready                     |
        | shows Ana's access token          |
        | says something that is no message |
      Then each time nothing changes for anybody
