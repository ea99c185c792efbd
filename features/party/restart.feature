@party
Feature: The server falls, and the evening goes on

  A server may be killed at any moment. When it is back, everything is there that anybody had been told is so.

  Rule: What was not answered waits again

    @PARTY-15 @needs-restart @key
    Scenario: Whatever waited, or was taken up, waits in the old order
      Given Thorin, Elara and Vex sit at the host's table
      And the host has taken up "I search the chest" by Thorin
      And Elara has declared "I read the scroll"
      And Vex has declared "I pick the lock"
      And the server has been restarted
      When the host takes up all that is waiting
      Then the host reads in this order:
        | by     | action             |
        | Thorin | I search the chest |
        | Thorin | I search the chest |
        | Elara  | I read the scroll  |
        | Vex    | I pick the lock    |

  Rule: What was answered stays answered

    @PARTY-15 @PARTY-06 @needs-restart @many
    Scenario: Everybody can be told the past again
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has answered 5 actions, each with something private
      And the server has been restarted
      When all four come back with something seen long ago
      Then each of the four reads the 5 answers once each, in order, with the own private texts

  Rule: A fight goes on where it was

    @PARTY-15 @PARTY-10 @PARTY-18 @needs-restart
    Scenario: Who had the turn has it still
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has left Elara with 4 of 16 hit points
      And a fight turn by turn has begun
      And Vex's turn has passed
      When the server falls, and everybody comes back
      Then everybody sees that it is Elara's turn in round 1
      And everybody sees the fight in the order Vex, Elara, Thorin, Gorm
      And Elara sees the own 4 of 16 hit points in the fight

    @PARTY-15 @PARTY-11 @PARTY-18 @needs-restart @many
    Scenario: Whoever had acted in the round has still acted
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And a fight all at once has begun
      And Elara has declared "I cast a shield"
      And Gorm has declared "I bless us all"
      When the server falls, and everybody comes back
      Then everybody sees that Elara and Gorm have acted, and Thorin and Vex are waited for

  Rule: Places at the table outlive the server

    @PARTY-15 @PARTY-08 @PARTY-09 @needs-restart @many
    Scenario: The newest token opens the door, and no older one does
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has given Thorin a new token 3 times
      And the host has removed Vex
      And the server has been restarted
      When Thorin tries each token so far
      Then only the newest lets Thorin in
      And Vex cannot come to the table

  Rule: Whenever it falls, nothing is lost that was accepted, and nothing is there twice

    @PARTY-15 @PARTY-06 @needs-restart
    Scenario: The server falls twice in the midst of play
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the server falls 2 times at random moments while everybody plays
      Then every action that was accepted came to the host, none was there twice, and all were in order
      And every answer that was given is part of the past of all four, once, and no action has two

    @PARTY-15 @PARTY-06 @needs-restart @needs-record @many
    Scenario: The server falls twenty times in the midst of play
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When the server falls 20 times at random moments while everybody plays
      Then every action that was accepted came to the host, none was there twice, and all were in order
      And every answer that was given is part of the past of all four, once, and no action has two
      And the record shows the same actions and answers, in the same order
