@party
Feature: Removed from the table

  Whoever spoils the game is removed by the host: at once, by every door, and without a word to be had about it.

  Rule: Who is removed is out at once

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table

    @PARTY-09 @key
    Scenario: A player who is removed is disconnected, and the others learn of it
      When the host removes Vex
      Then Vex is sent away because of "Kicked by host"
      And Thorin, Elara and Gorm learn that Vex was removed by the host, and no more

    @PARTY-09
    Scenario: All devices of a player are out
      Given Vex has come with a second device
      When the host removes Vex
      Then both of Vex's devices are sent away because of "Kicked by host"
      And the host sees Thorin, Elara and Gorm at the table

    @PARTY-09
    Scenario: Nobody else is affected
      When the host removes Vex
      Then Thorin, Elara and Gorm are still at the table
      And Thorin, Elara and Gorm can act

    @PARTY-09 @PARTY-10
    Scenario: Who is removed leaves the others in the fight, and its monsters
      Given a fight of Vex and Thorin against a Goblin has begun
      When the host removes Vex
      Then Thorin, Elara and Gorm see the fight in the order Thorin, Goblin

    @PARTY-09
    Scenario: A player who is away can be removed
      Given Vex has left
      When the host removes Vex
      Then Thorin, Elara and Gorm learn that Vex was removed by the host, and no more
      And Vex cannot come to the table

    @PARTY-09
    Scenario: The removed player's token is worthless
      Given the host has removed Vex
      When Vex tries to come with the token of before
      Then Vex is not let in because of "Invalid token"

    @PARTY-09
    Scenario: The host cannot remove somebody who is not in the story
      When the host tries to remove Boromir
      Then the host is refused
      And nobody is told anything

  Rule: It does not matter what the removed player's machine does

    @PARTY-09 @PARTY-20 @network
    Scenario: A machine that never answers the end of its connection is out all the same
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And Vex's connection is silent toward the server
      When the host removes Vex
      Then Thorin, Elara and Gorm learn that Vex was removed by the host, and no more
      And the host sees Thorin, Elara and Gorm at the table

    @PARTY-09 @network
    Scenario: What was on its way when the player was removed does not count
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And Vex's connection is silent toward the server
      And Vex has declared "I stab Thorin" into the silence
      And the host has removed Vex
      When Vex's network recovers
      Then Vex's connection has ended
      And nothing is waiting for the host

    @PARTY-09 @network
    Scenario: A machine that hears nothing is out all the same
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And Vex's connection is silent
      When the host removes Vex
      Then Thorin, Elara and Gorm learn that Vex was removed by the host, and no more
      And the host sees Thorin, Elara and Gorm at the table

    @PARTY-09
    Scenario: A player comes with a second device while being removed, 20 times over
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When Vex comes with a second device in the instant in which the host removes Vex, 20 times over
      Then each time none of Vex's devices stayed connected

    @PARTY-09
    Scenario: A player acts while being removed, 20 times over
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When one of the four acts in the instant of being removed by the host, 20 times over
      Then each time the action was accepted before or not at all, and the old token was worthless after

  Rule: The host may readmit whoever was removed

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has removed Vex

    @PARTY-09
    Scenario: A readmitted player returns with a new token
      Given the host has given Vex a new token
      When Vex comes to the table
      Then Vex is let in
      And Thorin, Elara and Gorm learn that Vex has joined

    @PARTY-09
    Scenario: A readmitted player may act again
      Given the host has given Vex a new token
      And Vex has come to the table
      When Vex declares "I am sorry"
      Then Vex learns that the action is waiting

    @PARTY-09 @PARTY-21
    Scenario: Who is removed already cannot be removed again
      When the host tries to remove Vex
      Then the host is refused
      And nobody is told anything

    @PARTY-09 @PARTY-10
    Scenario: Who is removed is in no fight that begins later
      When the host begins a fight turn by turn
      Then Thorin, Elara and Gorm see the fight in the order Elara, Thorin, Gorm

    @PARTY-09 @PARTY-10 @PARTY-21
    Scenario: There is no fight with somebody who is removed
      When the host tries to begin fights with these, one after the other:
        | whom             |
        | Vex among others |
      Then each time the host is refused, and nobody is told anything

    @PARTY-09
    Scenario: The token of before stays worthless
      Given the host has given Vex a new token
      When Vex tries to come with the first token
      Then Vex is not let in because of "Invalid token"
