@party
Feature: The host's work beside the players' play

  The host and whoever helps the host look things up, change sheets and take up actions while the players play on. Neither
  gets into the other's way.

  Rule: Whatever the host does, play goes on as if it did not

    @PARTY-13
    Scenario: Two hundred orders of the host beside full play
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches
      When each of the four declares 8 actions while the host gives 200 orders
      Then all 32 actions wait for the host, each player's in the order declared
      And all 200 orders were carried out, and what they changed is as it should be
      And nobody was told of anything but what the orders and the actions were

    @PARTY-13 @key
    Scenario: Players play while the host answers them
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When each of the four declares 8 actions while the host takes up and answers 32
      Then everybody has read all 32 answers, in the same order
      And each of the four has learned that all 8 were answered

    @PARTY-13
    Scenario: An order that the host never finishes holds up nobody
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has begun to say an order, and does not end it
      When Thorin declares "I search the chest"
      Then Thorin learns that the action is waiting
      And Thorin's action is taken up and answered as ever

    @PARTY-13 @network
    Scenario: A player who hears nothing holds up no order of the host
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And Vex's connection is silent from the server
      When the host gives 40 orders
      Then all 40 orders were carried out, and what they changed is as it should be

  Rule: Two orders at once are as good as one after the other

    @PARTY-13 @PARTY-21
    Scenario: An action is answered twice in the same instant, 20 times over
      Given Thorin and Elara sit at the host's table
      When the host answers each action twice in the same instant, 20 times over
      Then each time exactly one of the two answers was accepted and told, once

    @PARTY-13 @PARTY-16
    Scenario: A session is opened twice in the same instant
      When the host opens a session twice in the same instant
      Then exactly one of the two sessions was opened

  Rule: The host's tools are for the host

    @PARTY-13 @PARTY-07
    Scenario: The host's tools open to no other token
      Given Thorin and Elara sit at the host's table
      When somebody tries the host's tools with these tokens, one after the other:
        | whose          | because                |
        | Thorin's       | a player is no host    |
        | the observer's | who watches is no host |
        | a made-up      | it was given to nobody |
        | no             | nothing is shown       |
      Then each time they are turned away at the door
