@party
Feature: Fights, turn by turn

  In a fight everybody has a turn, the quickest first. Only who has the turn may act; everybody else is told whom
  there is to wait for.

  Rule: The order is by initiative, highest first

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table

    @PARTY-10
    Scenario: By their sheets Vex is the quickest and Gorm the slowest
      When the host begins a fight turn by turn
      Then everybody sees the fight in the order Vex, Elara, Thorin, Gorm
      And everybody sees that it is Vex's turn in round 1
      And only Vex sees that it is the own turn

    @PARTY-10
    Scenario: Monsters have their place in the order
      When the host begins a fight turn by turn in this order:
        | who    | initiative | hit points |
        | Thorin |         12 |            |
        | Goblin |         15 |          7 |
        | Vex    |         20 |            |
        | Ogre   |          3 |          0 |
        | Ghost  |          1 | uncounted  |
      Then everybody sees the fight in the order Vex, Goblin, Thorin, Ogre, Ghost
      And Elara and Gorm see Ogre down in the fight, without numbers
      And Elara and Gorm see Ghost healthy in the fight, without numbers
      And the host sees Goblin with 7 of 7 hit points in the fight

    @PARTY-10
    Scenario: Whoever is named first wins a tie
      When the host begins a fight turn by turn in this order:
        | who    | initiative | hit points |
        | Gorm   |         10 |            |
        | Wolf   |         10 |          5 |
        | Thorin |         10 |            |
        | Elara  |         11 |            |
      Then everybody sees the fight in the order Elara, Gorm, Wolf, Thorin

    @PARTY-10
    Scenario: Each sees the own hit points, and of the others how they look
      Given the host has left Elara with 4 of 16 hit points
      When the host begins a fight turn by turn
      Then Elara sees the own 4 of 16 hit points in the fight
      And Thorin, Vex and Gorm see Elara wounded in the fight, without numbers

    @PARTY-10 @PARTY-18 @key
    Scenario: A player who joins during the fight is told how it stands
      Given Gorm has left
      And a fight turn by turn has begun
      And Vex's turn has passed
      When Gorm comes to the table
      Then Gorm sees that it is Elara's turn in round 1
      And Gorm sees the fight in the order Vex, Elara, Thorin, Gorm

    @PARTY-10 @PARTY-21
    Scenario: There is no fight with whom there is none
      When the host tries to begin fights with these, one after the other:
        | whom                    |
        | nobody                  |
        | Thorin twice            |
        | somebody without a name |
        | only monsters           |
        | Thorin with hit points  |
      Then each time the host is refused, and nobody is told anything

    @PARTY-10 @PARTY-21
    Scenario: One fight at a time
      Given a fight turn by turn has begun
      When the host tries to begin a fight
      Then the host is refused
      And nobody is told anything

  Rule: Only who has the turn may act

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And a fight turn by turn has begun

    @PARTY-10
    Scenario: Who has the turn acts
      When Vex declares "I throw a dagger"
      Then Vex learns that the action is waiting

    @PARTY-10 @key
    Scenario Outline: Who does not have the turn is told whom to wait for, <way>
      Given Vex's turn has passed
      When Gorm declares "I swing my mace" <way>
      Then Gorm's action is refused <way> because of "Not your turn. Waiting for Elara."
      And nothing is waiting for the host

      Examples:
        | way        |
        | at table   |
        | by request |

    @PARTY-10
    Scenario: The turn passes from one to the next, and the next round follows the last
      When the host passes the turn 5 times
      Then everybody sees the turns of Elara, Thorin, Gorm, Vex and Elara, one after the other
      And everybody sees that it is Elara's turn in round 2

    @PARTY-10
    Scenario: While a monster has the turn nobody may act
      Given the fight is over
      And a fight with a Goblin that comes first has begun
      When Vex declares "I throw a dagger"
      Then Vex's action is refused at table because of "Not your turn. Waiting for Goblin."

    @PARTY-10
    Scenario: After the fight everybody may act
      When the host ends the fight
      Then everybody sees that the fight is over
      And Thorin, Elara, Vex and Gorm can act

    @PARTY-10
    Scenario: Two players act in the instant in which the turn changes, 20 times over
      When Vex and Elara act in the instant in which the turn passes from one to the other, 20 times over
      Then each time every action that was accepted came in its owner's turn

  Rule: Who is away keeps the turn, and who is removed loses it

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And a fight turn by turn has begun

    @PARTY-10
    Scenario: A player who leaves in a fight is still in the order
      When Elara leaves
      And the host passes the turn
      Then Thorin, Vex and Gorm see that it is Elara's turn in round 1

    @PARTY-10 @PARTY-18 @ALL-01
    Scenario: A player who was cut off in the own turn comes back to it
      Given Vex is cut off from the table
      When Vex comes to the table
      Then Vex sees that it is Vex's turn in round 1
      And Vex can act

    @PARTY-10 @PARTY-09
    Scenario: Who is removed in the own turn leaves it to the next
      When the host removes Vex
      Then Thorin, Elara and Gorm see the fight in the order Elara, Thorin, Gorm
      And Thorin, Elara and Gorm see that it is Elara's turn in round 1
      And Elara sees the own 16 of 16 hit points in the fight

    @PARTY-10 @PARTY-09
    Scenario: Who is removed in somebody else's turn leaves the order, and the turn where it was
      When the host removes Thorin
      Then Elara, Vex and Gorm see the fight in the order Vex, Elara, Gorm
      And Elara, Vex and Gorm see that it is Vex's turn in round 1

    @PARTY-10 @PARTY-09
    Scenario: Who is removed as the last of a round leaves the turn to the first of the next
      Given the turns of Vex, Elara and Thorin have passed
      When the host removes Gorm
      Then Thorin, Elara and Vex see that it is Vex's turn in round 2

    @PARTY-10 @PARTY-09
    Scenario Outline: Without players there is no fight, <what>
      Given the fight is over
      And a fight of <whom> has begun
      When the host removes Vex
      Then Thorin, Elara and Gorm see that the fight is over

      Examples:
        | whom                 | what              |
        | Vex against a Goblin | but for a monster |
        | Vex alone            | with nobody in it |
