@party
Feature: Answers that cannot be given

  An order of the host that makes no sense is refused with the reason, before anybody is told anything, and changes
  nothing.

  Rule: Only an action that the host has taken up can be answered, and once

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table

    @PARTY-21
    Scenario: An action that nobody has declared cannot be answered
      When an answer to an unknown action comes from the host's desk
      Then the host is refused
      And nobody is told anything

    @PARTY-21 @key
    Scenario: An action is answered once
      Given Thorin's "I search the chest" is answered
      When the host tries to answer "I search the chest" with "You find nothing more"
      Then the host is refused
      And nobody is told anything

    @PARTY-21
    Scenario: An action that is still waiting has to be taken up first
      Given Thorin's "I search the chest" is waiting
      When the host tries to answer "I search the chest" with "You find a key"
      Then the host is refused
      And nobody is told anything
      And one action is waiting for the host

    @PARTY-21
    Scenario: A host cannot answer an action of another host's table
      Given the host has taken up "I search the chest" by Thorin
      And a stranger sits at another host's table
      When the other host tries to answer "I search the chest" with "You find a snake"
      Then the other host is refused
      And nobody is told anything

  Rule: What is wrong is refused as a whole

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has taken up "I search the chest" by Thorin

    @PARTY-21
    Scenario: An answer to what is no action is refused
      When these come from the host's desk, one after the other:
        | what                                    |
        | an answer to no action                  |
        | an answer to an action that is a number |
        | an answer to an action that is no id    |
      Then each time the host is refused, nobody is told anything, and the host can still answer the action

    @PARTY-21
    Scenario: An answer that is no text, or too much of it, is refused
      When these come from the host's desk, one after the other:
        | what                         |
        | an answer without a text     |
        | an answer with an empty text |
        | an answer that is a number   |
        | an answer too long           |
        | an answer with a zero byte   |
      Then each time the host is refused, nobody is told anything, and the host can still answer the action

    @PARTY-21
    Scenario: An answer to whom it cannot be for is refused
      When these come from the host's desk, one after the other:
        | what                                                |
        | a private text for somebody of no session           |
        | private texts for Thorin and somebody of no session |
        | a private text for the observer                     |
        | a private text that is a number                     |
        | an empty private text                               |
        | a list of private texts                             |
      Then each time the host is refused, nobody is told anything, and the host can still answer the action

    @PARTY-21
    Scenario: An answer with notes that there cannot be is refused
      When these come from the host's desk, one after the other:
        | what                    |
        | a note that is a number |
        | a note too long         |
      Then each time the host is refused, nobody is told anything, and the host can still answer the action

    @PARTY-21
    Scenario: Other orders that make no sense are refused
      When these come from the host's desk, one after the other:
        | what                                   |
        | a thought without a text               |
        | an empty thought                       |
        | a thought too long                     |
        | an order to remove nobody              |
        | a fight of no kind                     |
        | a fight of an unknown kind             |
        | a change to hit points that are a text |
        | a change to half a hit point           |
        | a change to nobody                     |
        | an order that there is not             |
      Then each time the host is refused, nobody is told anything, and the host can still answer the action

    @PARTY-21 @needs-record
    Scenario: A refused answer leaves no trace on record
      When a private text for somebody of no session comes from the host's desk
      Then the host is refused
      And the record shows no answer, and "I search the chest" as taken up
