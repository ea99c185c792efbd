@party
Feature: A whole evening

  @PARTY-01 @PARTY-02 @PARTY-03 @PARTY-10 @PARTY-12 @PARTY-16 @PARTY-17 @ALL-04 @needs-record @key
  Scenario: Full session flow
    Given the host has opened a session
    And the observer watches

    When Thorin, Elara, Vex and Gorm come to the table
    Then each of them is let in under the own name

    When Thorin declares "I open the old chest"
    Then Thorin learns that the action is waiting

    When the host takes up the next action
    Then Thorin learns that the action is taken up

    When the host answers "The lid creaks open", and to Thorin alone "The ring in it is cursed"
    Then everybody reads "The lid creaks open"
    And only Thorin reads "The ring in it is cursed"
    And Thorin learns that the action is answered

    When the host begins a fight turn by turn
    Then everybody sees that it is Vex's turn in round 1

    When Vex declares "I throw a dagger at the shadow"
    Then Vex learns that the action is waiting

    When the host takes up the next action
    And the host answers "It hisses and is gone", with the note "The Ferryman felt that"
    Then everybody reads "It hisses and is gone"
    And nobody reads "The Ferryman felt that"

    When the host leaves Thorin with 9 of 28 hit points
    Then Thorin sees the own 9 of 28 hit points
    And Elara, Vex and Gorm see Thorin wounded

    When the host ends the fight
    Then everybody sees that the fight is over

    When the host ends the session
    Then everybody is sent home because of "Session ended"
    And the record shows these actions:
      | by     | action                         | state    |
      | Thorin | I open the old chest           | answered |
      | Vex    | I throw a dagger at the shadow | answered |
