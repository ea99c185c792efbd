@party
Feature: The observer

  The observer reads the story along. What is for one player, for the host, or of a character's sheet is not for the
  observer, and the observer plays no part.

  Background:
    Given Thorin, Elara, Vex and Gorm sit at the host's table
    And the observer watches

  Rule: The observer sees what everybody sees

    @PARTY-04 @key
    Scenario: The observer reads the host's answers
      When Thorin's "I search the chest" is answered with "You find a rusty key"
      Then the observer reads "You find a rusty key"

    @PARTY-04
    Scenario: The observer learns what the host is thinking about
      When the host is thinking "The tavern keeper weighs her words"
      Then everybody learns that the host is thinking "The tavern keeper weighs her words"

    @PARTY-04
    Scenario: The observer comes and goes unnoticed
      Given the observer has left
      When the observer comes to the table and leaves
      Then nobody is told anything

    @PARTY-04 @PARTY-10
    Scenario: What has befallen somebody is seen in the fight
      Given the host has let Elara be "poisoned" and "prone"
      When the host begins a fight turn by turn
      Then everybody sees Elara "poisoned" and "prone" in the fight

  Rule: The observer never sees what is not for everybody

    @PARTY-04 @PARTY-03
    Scenario: A private text is not for the observer
      Given the host has taken up "I search the chest" by Thorin
      When the host answers "You find a ring", and to Thorin alone "It whispers your name"
      Then the observer reads "You find a ring" without anything private
      And only Thorin reads "It whispers your name"

    @PARTY-04 @PARTY-17
    Scenario: The host's notes are not for the observer
      Given the host has taken up "I search the chest" by Thorin
      When the host answers "You find a ring", with the note "It belongs to the Ferryman"
      Then the observer reads "You find a ring" without anything private
      And nobody reads "It belongs to the Ferryman"

    @PARTY-04 @PARTY-12
    Scenario: What changes on a character's sheet is not for the observer
      When the host leaves Thorin with 3 of 28 hit points
      Then Elara, Vex and Gorm see Thorin wounded
      And the observer is told nothing

    @PARTY-04 @PARTY-10
    Scenario: The observer sees a fight without its numbers
      When the host begins a fight turn by turn
      Then everybody sees the fight in the order Vex, Elara, Thorin, Gorm
      And the observer sees no numbers in it, and no turn of the own

    @PARTY-04 @PARTY-02
    Scenario: What a player said to the host alone is not told to the observer
      When Thorin declares "I bow to the king" by request, and to the host alone "I hide the dagger"
      Then nobody but Thorin reads "I hide the dagger"

    @PARTY-04 @PARTY-06
    Scenario: The observer who asks for the history is told the story and no more
      Given the host has taken up "I search the chest" by Thorin
      And the host has answered "You find a ring", and to Thorin alone "It whispers your name"
      When the observer asks for the history from the beginning
      Then the observer reads "You find a ring" without anything private
      And the observer has come to the end of it

  Rule: The observer plays no part

    @PARTY-04
    Scenario Outline: The observer cannot act <way>
      When the observer declares "I search the chest" <way>
      Then the observer's action is refused <way> because of "Observers cannot act"
      And nothing is waiting for the host

      Examples:
        | way        |
        | at table   |
        | by request |

    @PARTY-04
    Scenario Outline: The observer cannot look at <whose> sheet
      When the observer looks at <whose> sheet
      Then the observer is declined as having no right to it

      Examples:
        | whose    |
        | Thorin's |
        | Gorm's   |
