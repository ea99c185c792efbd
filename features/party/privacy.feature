@party
Feature: Privacy

  Every private text, note, remark, hidden roll and hidden number carries a mark of its own, and so does every token. Whatever
  reaches anybody is searched for marks that are for somebody else, in every scenario. Here it is made hard.

  Background:
    Given Thorin, Elara, Vex and Gorm sit at the host's table
    And the observer watches

  Rule: In a hundred messages of all kinds not one goes astray

    @PARTY-03 @PARTY-04 @PARTY-17 @ALL-05 @needs-clock @key
    Scenario: Permission stress
      When the host answers 100 actions with private texts, notes and hidden hit points
      Then everybody has read the 100 answers, each with what was for the own eyes and nothing else private

      When the four and the observer ask for the history from the beginning
      Then everybody has read the 100 answers, each with what was for the own eyes and nothing else private
      And of all that was confided, nothing has gone astray

    @PARTY-03 @PARTY-04 @PARTY-06 @PARTY-17 @ALL-05 @needs-clock @many
    Scenario: Permission stress, told to those who come back
      Given Thorin, Elara and the observer are cut off from the table
      And the host has answered 40 actions with private texts, notes and hidden hit points
      When Thorin, Elara and the observer come back to all that they missed
      Then Thorin, Elara and the observer have read the 40 answers, each with what was for the own eyes and nothing else private
      And of all that was confided, nothing has gone astray

  Rule: A private text is its owner's, however it is written and whenever it is told

    @PARTY-03
    Scenario Outline: A private text with <letters>
      Given the host has taken up "I listen at the door" by Thorin
      When the host answers "You hear something", and to Thorin alone "<text>"
      Then only Thorin reads "<text>"

      Examples:
        | letters            | text                               |
        | markup             | <b>Three</b> of them & a dog       |
        | marks of speech    | They say \\"tonight\\", don't they |
        | other alphabets    | ᛞᚱᚨᚢᚷᚱ sleeps below, 三 of them    |
        | signs of addresses |          100% of them: a/b?c=d#e+f |

    @PARTY-03 @PARTY-06
    Scenario: Whoever comes back is told what was private, and nobody else is
      Given Thorin is cut off from the table
      And the host has taken up "I look for Thorin" by Elara
      And the host has answered "He is gone", and to Thorin alone "You wake in the dark"
      When Thorin comes back to what was missed
      Then only Thorin reads "You wake in the dark"

    @PARTY-03
    Scenario: What is private at one table is not told at another
      Given a stranger sits at another host's table
      And the host has taken up "I listen at the door" by Thorin
      When the host answers "You hear something", and to Thorin alone "Three of them, and a dog"
      Then only Thorin reads "Three of them, and a dog"
      And the stranger is told nothing

  Rule: What is for the host only reaches nobody else, through no door

    @PARTY-17 @ALL-05
    Scenario Outline: <who> who tries every door learns nothing that is hidden in the story
      When <who> tries every door
      Then the host alone knows what is hidden in the story

      Examples:
        | who          |
        | Vex          |
        | the observer |

    @PARTY-17 @ALL-05
    Scenario: The host's notes are behind no door
      Given the host has taken up "I search the chest" by Thorin
      And the host has answered "You find a ring", with the note "It belongs to the Ferryman"
      When Thorin tries every door
      Then nobody reads "It belongs to the Ferryman"
      And of all that was confided, nothing has gone astray

    @PARTY-03 @PARTY-17 @ALL-05
    Scenario Outline: What is hidden on Elara's sheet is hidden from <whom>
      Given the host has hidden numbers and texts on Elara's sheet
      When <who> tries every door
      Then of all that was confided, nothing has gone astray

      Examples:
        | who          | whom         |
        | Thorin       | Thorin       |
        | the observer | the observer |
