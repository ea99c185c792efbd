@random @race
Feature: Random races

  Chance makes up what runners, spectators and the organizer do, in the right order of things and in the wrong one: they come and
  go, race, finish, give up, try what they may not, and do things in the same instant. Whatever they do, the race goes by its rules.

  Rule: Whatever many people do in a race, no rule is broken

    @ALL-03 @key
    Scenario: Races as chance runs them
      When chance plays one race after another
      Then no rule was broken in any of them
