@party
Feature: Fights, all at once

  In such a fight everybody in it says at the same time what they do, once a round. When the host has heard enough, all of it
  happens together.

  Rule: Everybody may act once a round

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And a fight all at once has begun

    @PARTY-11 @key
    Scenario: Everybody sees who has acted and who is waited for
      Given Elara has declared "I cast a shield"
      When Gorm declares "I bless us all"
      Then everybody sees that Elara and Gorm have acted, and Thorin and Vex are waited for

    @PARTY-11
    Scenario: It is the turn of those who are waited for
      When Elara declares "I cast a shield"
      Then only Thorin, Vex and Gorm are left with a turn of their own

    @PARTY-11
    Scenario Outline: Nobody acts twice in a round, <way>
      Given Elara has declared "I cast a shield"
      When Elara declares "And another one" <way>
      Then Elara's action is refused <way> because of "Already submitted this round"
      And one action is waiting for the host

      Examples:
        | way        |
        | at table   |
        | by request |

    @PARTY-11
    Scenario: A player acts on two devices in the same instant, 20 times over
      When one of the four acts on two devices in the same instant, 20 rounds over
      Then each time exactly one of the two actions was accepted

    @PARTY-11
    Scenario: Who is not in the fight cannot act in it
      Given the fight is over
      And a fight all at once of Thorin and Vex has begun
      When Gorm declares "I bless us all"
      Then Gorm's action is refused at table because of "Not in this fight"

    @PARTY-11 @PARTY-18
    Scenario: A player who joins in the middle of a round is told who has acted
      Given Gorm has left
      And Elara has declared "I cast a shield"
      When Gorm comes to the table
      Then Gorm sees that Elara has acted, and Thorin, Vex and Gorm are waited for

    @PARTY-11 @PARTY-09
    Scenario: Nobody waits for a player who was removed
      Given Elara has declared "I cast a shield"
      When the host removes Gorm
      Then Thorin, Elara and Vex see that Elara has acted, and Thorin and Vex are waited for

    @PARTY-11 @PARTY-09
    Scenario: What a removed player has done is no part of the round any more
      Given Elara has declared "I cast a shield"
      When the host removes Elara
      And Gorm declares "I bless us all"
      Then Thorin, Vex and Gorm see that Gorm has acted, and Thorin and Vex are waited for

    @PARTY-11
    Scenario: Monsters are not waited for
      Given the fight is over
      And a fight all at once of Thorin and Vex against a Goblin has begun
      When Thorin declares "I swing my axe"
      Then everybody sees that Thorin has acted, and Vex is waited for

    @PARTY-11
    Scenario: Whose action was answered by itself has acted in this round
      Given Elara's "I cast a shield" is answered
      When Elara declares "And another one"
      Then Elara's action is refused at table because of "Already submitted this round"

  Rule: The host ends a round for all together

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And a fight all at once has begun

    @PARTY-11
    Scenario: All actions of a round are answered together
      Given all four have declared an action
      When the host ends the round with "Steel rings, and the goblins run"
      Then everybody reads "Steel rings, and the goblins run" as the one answer to 4 actions
      And each of them learns that the action is answered

    @PARTY-11
    Scenario: The next round begins with everybody to be waited for
      Given all four have declared an action
      When the host ends the round with "Steel rings, and the goblins run"
      Then everybody sees round 2, in which nobody has acted

    @PARTY-11
    Scenario: The host may end a round before everybody has acted
      Given Elara has declared "I cast a shield"
      When the host ends the round with "The shield holds"
      Then everybody reads "The shield holds" as the one answer to 1 action
      And everybody sees round 2, in which nobody has acted

    @PARTY-11
    Scenario: What was answered by itself is not answered again with the round
      Given Elara's "I cast a shield" is answered
      And Gorm has declared "I bless us all"
      And Vex has declared "I throw a dagger"
      And the host has answered one of the actions by itself
      When the host ends the round with "The shield holds"
      Then everybody reads "The shield holds" as the one answer to 1 action

    @PARTY-11 @PARTY-03
    Scenario: A private text may go with the answer to a round
      Given all four have declared an action
      When the host ends the round with "The goblins run", and to Elara alone "One of them knew your name"
      Then only Elara reads "One of them knew your name"

    @PARTY-11 @PARTY-21
    Scenario: Rounds are for fights all at once, and turns for the others
      When the host tries to pass the turn
      Then the host is refused
      And nobody is told anything

    @PARTY-11 @PARTY-21
    Scenario: In a fight turn by turn there is no round to be ended
      Given the fight is over
      And a fight turn by turn has begun
      When the host tries to end the round
      Then the host is refused
      And nobody is told anything

    @PARTY-11 @PARTY-21
    Scenario: A private text for somebody of no session ends no round
      Given all four have declared an action
      When the host tries to end the round with a private text for Boromir
      Then the host is refused
      And nobody is told anything

    @PARTY-11
    Scenario: What was declared stays in the queue when the fight ends early
      Given Elara has declared "I cast a shield"
      When the host ends the fight
      Then everybody sees that the fight is over
      And one action is waiting for the host
