@random @pong
Feature: Random games of pong

  Chance makes up what six people do in three rooms: they make rooms, join, observe, get ready, play, win, leave, come back in time or
  too late, and try what they may not. Whatever they do, each game goes by its rules.

  Rule: Whatever many people do in several rooms, no rule is broken

    @ALL-03 @key
    Scenario: Games of pong as chance plays them
      When chance plays one game of pong after another
      Then no rule was broken in any of them
