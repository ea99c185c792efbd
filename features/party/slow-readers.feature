@party @network
Feature: Readers who stall

  Some sit behind lines that take nothing more. They may miss the fun; the others may not notice.

  Rule: A reader who stalls holds up nobody else

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches

    @PARTY-20
    Scenario: The others read on
      Given Elara's connection is silent from the server
      When the host tells 30 pieces of the story
      Then everybody but Elara reads all 30 pieces, in order

    @PARTY-20
    Scenario: An observer who stalls holds up nobody
      Given the observer's connection is silent
      When the host tells 30 pieces of the story
      Then everybody but the observer reads all 30 pieces, in order

    @PARTY-20 @PARTY-13 @key
    Scenario: The others act and are answered as ever
      Given Elara's connection is silent from the server
      And Gorm's connection is silent
      When Thorin declares "I search the chest"
      Then Thorin learns that the action is waiting
      And Thorin's action is taken up and answered as ever

  Rule: Who can read again has missed nothing

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches

    @PARTY-20 @ALL-02
    Scenario: What was told meanwhile is read later, in order
      Given Elara's connection is silent from the server
      And the host has told 30 pieces of the story
      When Elara's network recovers
      Then Elara reads all 30 pieces, in order

    @PARTY-20 @ALL-02
    Scenario: A slow line takes its time and nothing else
      Given the network between Elara and the server is slow
      And the network between Vex and the server is narrow
      When the host tells 30 pieces of the story
      Then everybody reads all 30 pieces, in order

    @PARTY-20 @ALL-01
    Scenario: A player whose line breaks in the middle of a message reads all of it after coming back
      Given Elara's connection is about to break in the middle of the next message from the server
      And the host has told 10 pieces of the story
      When Elara comes back to what was missed
      Then Elara reads all 10 pieces, in order

  Rule: It does not matter how much there is to read

    @PARTY-20
    Scenario: Somebody who reads nothing of very much holds up nobody else
      Given Thorin and Elara sit at the host's table
      And Elara's connection is silent from the server
      When the host thinks aloud for 3 million letters
      Then everybody but Elara hears all of it
