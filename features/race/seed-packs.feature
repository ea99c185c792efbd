@race
Feature: Seed packs

  A runner's seed pack holds the access token with which the runner's mod joins. Whoever has the token
  races as that runner, so each pack is for one pair of eyes.

  Background:
    Given Olga has created a race for Ana, Bo and Cy

  Rule: A race is an organizer's, and has a name

    @RACE-01
    Scenario: No race is made by anybody else, or without a proper name
      When these ask for a race of such a name, one after the other:
        | who    | name           | because                       |
        | Ana    | a usual one    | is a runner, and no organizer |
        | Stella | a usual one    | has no account                |
        | Olga   | an empty one   | nobody could call the race so |
        | Olga   | 201 characters | one more than there may be    |
      Then each of them is declined

  Rule: Each runner gets a personal pack

    @RACE-01
    Scenario: A pack names the server, the race and the seed
      Given Olga has had the seed packs made
      When Ana fetches the seed pack
      Then Ana's pack leads to this race and its seed

    @RACE-01 @ALL-05
    Scenario: No two packs hold the same access token
      When Olga has the seed packs made
      Then each of them finds an access token of the own in the pack

    @RACE-01
    Scenario: A pack that is fetched again holds the same token
      Given each of them has the own seed pack
      When Ana fetches the seed pack again
      Then Ana's access token is the one Ana had

    @RACE-01
    Scenario: Packs that are made again leave the tokens in force
      Given each of them has the own seed pack
      When Olga has the seed packs made again
      And Ana joins with the token of the first pack
      Then Ana is welcomed

    @RACE-01
    Scenario: A latecomer gets a pack like the others
      Given each of them has the own seed pack
      When Olga enters Dan as well and has the seed packs made again
      Then each of them finds an access token of the own in the pack

  Rule: Nobody gets a pack that is not theirs

    @RACE-01
    Scenario: There is no pack before the organizer has had them made
      When Ana asks for a seed pack
      Then Ana is declined

    @RACE-01
    Scenario: Somebody who is not in the race gets no pack
      Given Olga has had the seed packs made
      When Dan, who is not in the race, asks for a seed pack
      Then Dan is declined

    @RACE-01 @ALL-05
    Scenario: The race as anybody may look it up names no access token
      Given each of them has the own seed pack
      When Olga looks the race up
      Then no access token is in what Olga sees

    @RACE-22
    Scenario: A runner cannot have the packs made
      When Ana tries to have the seed packs made
      Then Ana is declined
      And there is still no pack for Bo

  Rule: The list of runners closes with the start

    @RACE-01
    Scenario: Nobody is entered twice
      When Olga tries to enter Ana
      Then Olga is declined

    @RACE-01
    Scenario: Nobody is entered once the race is under way
      Given the three are racing
      When Olga tries to enter Dan
      Then Olga is declined

    @RACE-01
    Scenario: No packs are made once the race is under way
      Given the three are racing
      When Olga tries to have the seed packs made
      Then Olga is declined

    @RACE-01 @RACE-22
    Scenario Outline: Nobody but the organizer enters a runner: <who> <does>
      Given Otto organizes races as well
      When <who> tries to enter Dan
      Then <who> is declined
      And the standings are Ana, Bo, Cy

      Examples:
        | who  | does                  |
        | Ana  | runs in the race      |
        | Otto | organizes other races |
