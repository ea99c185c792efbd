@party
Feature: Characters and their sheets

  A player knows the own sheet by heart. Of the others everybody sees what can be seen of them.

  Rule: A sheet is its player's own

    @PARTY-12
    Scenario: A player sees all of the own sheet
      Given Thorin and Elara sit at the host's table
      And the host has left Thorin with 20 of 28 hit points
      When Thorin looks at the own sheet
      Then Thorin sees all of the own sheet, with 20 of 28 hit points

    @PARTY-12
    Scenario: Of another character a player sees what can be seen
      Given Thorin and Elara sit at the host's table
      And the host has left Thorin with 14 of 28 hit points
      When Elara looks at Thorin's sheet
      Then Elara sees that Thorin is wounded, and no numbers or secrets

    @PARTY-12
    Scenario: There is no sheet of somebody who is not in the story
      Given Thorin and Elara sit at the host's table
      When Elara looks at Boromir's sheet
      Then Elara is told that there is no such thing

  Rule: What changes is told to those who may see it

    @PARTY-12
    Scenario: How a character is seen goes by the hit points that are left
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host leaves Thorin with so many of 28 hit points, one after the other:
        | before | left | health  | because                 |
        |     28 |   14 | wounded | half is left            |
        |     28 |    1 | wounded | hardly anything is left |
        |     28 |    0 | down    | nothing is left         |
        |      0 |    1 | wounded | just above the ground   |
        |     14 |   15 | healthy | more than half          |
      Then each time Thorin sees the own hit points, and Elara, Vex and Gorm see how healthy Thorin is

    @PARTY-12
    Scenario: A scratch that cannot be seen is told to nobody else
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host leaves Thorin with 27 of 28 hit points
      Then Thorin sees the own 27 of 28 hit points
      And nobody but Thorin learns of it

    @PARTY-12 @key
    Scenario: Everybody sees what befalls a character
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host lets Elara be "poisoned" and "prone"
      Then Thorin, Elara, Vex and Gorm see Elara "poisoned" and "prone"

    @PARTY-12
    Scenario Outline: Everybody sees <what> of two conditions
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has let Elara be <before>
      When the host lets Elara be "poisoned" and "prone"
      Then Thorin, Elara, Vex and Gorm see Elara "poisoned" and "prone"

      Examples:
        | before                   | what       |
        | "poisoned"               | the second |
        | "poisoned" and "blinded" | a change   |
        | "prone" and "poisoned"   | the order  |

    @PARTY-12
    Scenario: Everybody sees a character rise a level
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host lifts Gorm to level 4
      Then Thorin, Elara, Vex and Gorm see Gorm at level 4

    @PARTY-12 @PARTY-03
    Scenario: A new secret is told to its player alone
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host gives Vex the secret background "The guild has sold her name"
      Then Vex sees the secret background "The guild has sold her name"
      And nobody but Vex reads "The guild has sold her name"

    @PARTY-12
    Scenario: What was so before is no change
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has left Thorin with 20 of 28 hit points
      When the host leaves Thorin with 20 of 28 hit points
      Then nobody is told anything

    @PARTY-12
    Scenario: Conditions that hold already are no change
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has let Elara be "poisoned" and "prone"
      When the host lets Elara be "poisoned" and "prone"
      Then nobody is told anything

    @PARTY-12 @PARTY-03
    Scenario: A hidden roll is told to its player alone
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host gives Vex the hidden roll "17 to notice the trap"
      Then Vex sees the hidden roll "17 to notice the trap"
      And nobody but Vex reads "17 to notice the trap"

  Rule: A sheet holds what a character can have

    @PARTY-12 @PARTY-21
    Scenario: A character cannot have whatever number of hit points
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host tries to give Thorin so many hit points, one after the other:
        | points | because              |
        |     -1 | less than nothing    |
        |     29 | more than the most   |
        |    5.5 | half a hit point     |
        |  1E300 | more than any number |
      Then each time the host is refused, and nobody is told anything

    @PARTY-12 @PARTY-21
    Scenario: Nobody's sheet cannot be changed
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the host tries to give Boromir 5 hit points
      Then the host is refused
      And nobody is told anything
