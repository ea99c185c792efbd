@race
Feature: Joining a race

  A runner's mod joins with the access token from the runner's seed pack, and only with that.

  Rule: A valid token is welcomed

    @RACE-02
    Scenario: A runner is welcomed with the race, the seed and who takes part
      Given Olga has handed out the seed packs to Ana, Bo and Cy
      When Ana joins
      Then Ana is welcomed with the seed and the runners Ana, Bo and Cy

    @RACE-02
    Scenario: The others see who has joined
      Given Ana and Bo have joined Olga's race
      And Sam watches the race
      When Bo's mod goes away and joins again
      Then Ana and Sam see Bo connected

    @RACE-02 @RACE-16
    Scenario: A runner who joins a race under way learns how it stands
      Given Ana, Bo and Cy are racing in Olga's race
      And Bo is in layer 2 since 5:20
      When Ana's mod goes away and joins again
      Then Ana is welcomed to a running race with Bo in layer 2

  Rule: Anything else is turned away with the reason

    @RACE-11 @key
    Scenario: A mod that shows a token that does not belong here is turned away
      Given Ana and Bo have joined Olga's race
      And Otto has handed out the seed packs of another race to Dan
      When Dan tries to join Olga's race with these, one after the other:
        | what                      | reason                    |
        | a made-up token           | Invalid mod token or race |
        | the token of another race | Invalid mod token or race |
        | an account token          | Invalid mod token or race |
        | a token with a letter off | Invalid mod token or race |
      Then each time Dan is turned away for the reason
      And Ana and Bo notice nothing

    @RACE-11
    Scenario: A mod that does not say who it is, is turned away
      Given Ana and Bo have joined Olga's race
      And Otto has handed out the seed packs of another race to Dan
      When Dan tries to join Olga's race with these, one after the other:
        | what                         | reason               |
        | no token                     | Invalid auth message |
        | a number for a token         | Invalid auth message |
        | readiness instead of a token | Invalid auth message |
        | a list                       | Invalid auth message |
        | no message at all            | Invalid JSON         |
      Then each time Dan is turned away for the reason
      And Ana and Bo notice nothing

    @RACE-11
    Scenario: There is no way into a race that does not exist
      Given Olga has handed out the seed packs to Ana, Bo and Cy
      When Ana tries to join a race that does not exist
      Then Ana is turned away because of "Invalid mod token or race"

    @RACE-11
    Scenario: A race that is over lets nobody in
      Given Ana and Bo are racing in Olga's race
      And Ana has finished at 20:00
      And Bo has finished at 21:00
      When Ana tries to join once more
      Then Ana is turned away because of "Race has already finished"

    @RACE-11
    Scenario: A runner who was turned away may try again with the right token
      Given Olga has handed out the seed packs to Ana, Bo and Cy
      And Ana was turned away with a made-up token
      When Ana joins
      Then Ana is welcomed

  Rule: A mod has five seconds to say who it is

    @RACE-21 @needs-clock @key
    Scenario: A mod that stays silent is disconnected
      Given Olga has handed out the seed packs to Ana, Bo and Cy
      And Ana's mod has connected and says nothing
      When 5 seconds pass
      Then Ana's mod is disconnected because of "Auth timeout"

    @RACE-21 @needs-clock
    Scenario: A mod that says who it is at the last moment is welcomed and stays
      Given Olga has handed out the seed packs to Ana, Bo and Cy
      And Ana's mod has connected and says nothing
      And 4 seconds have passed
      When Ana's mod says who it is
      Then Ana is welcomed
      And Ana is still connected when 10 more seconds have passed

  Rule: A mod is asked for a sign of life every half minute

    @RACE-02 @needs-clock
    Scenario: Every mod is asked for a sign of life
      Given Ana and Bo have joined Olga's race
      When 30 seconds pass
      Then Ana and Bo are asked for a sign of life

    @RACE-02 @needs-clock
    Scenario: Its answer keeps a mod connected
      Given Ana, Bo and Cy have joined Olga's race
      And 60 seconds have passed
      And the mods of Ana and Bo have given a sign of life
      When 60 seconds pass
      Then Cy's mod has been given up
      And Ana and Bo see Cy away
      And Ana and Bo are still connected
