@party
Feature: From a player's action to the host's answer

  Whatever players want to do waits for the host, who takes it up and answers it, one after the other.

  Rule: An action is queued, taken up, answered, and the answer is told to everybody

    @PARTY-02
    Scenario: A player learns that the action waits
      Given Thorin and Elara sit at the host's table
      When Thorin declares "I search the chest"
      Then Thorin learns that the action is waiting
      And one action is waiting for the host

    @PARTY-02
    Scenario: A player learns that the host has taken the action up
      Given Thorin and Elara sit at the host's table
      And Thorin has declared "I search the chest"
      When the host takes up the next action
      Then the host reads "I search the chest" by Thorin
      And Thorin learns that the action is taken up

    @PARTY-02
    Scenario: Everybody reads the answer
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the host has taken up "I search the chest" by Thorin
      When the host answers "You find a rusty key"
      Then everybody reads "You find a rusty key", once
      And Thorin learns that the action is answered

    @PARTY-02
    Scenario: Where an action stands is its owner's to know
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches
      When Thorin declares "I search the chest"
      Then only Thorin learns where the action stands

    @PARTY-02
    Scenario: Nobody waits, and the host is told so
      Given Thorin and Elara sit at the host's table
      When the host takes up the next action
      Then nobody was waiting for the host

    @PARTY-02 @needs-record
    Scenario: What everybody has read is on record by then
      Given Thorin and Elara sit at the host's table
      And the host has taken up "I search the chest" by Thorin
      And Elara has declared "I wait at the door"
      When the host answers "You find a rusty key", with the note "It opens the cellar"
      Then everybody reads "You find a rusty key"
      And the record shows these actions:
        | by     | action             | state    |
        | Thorin | I search the chest | answered |
        | Elara  | I wait at the door | waiting  |
      And the record shows the note "It opens the cellar"

  Rule: First come, first served, whoever it is

    @PARTY-02
    Scenario: Actions are taken up in the order in which they were declared
      Given Thorin, Elara and Vex sit at the host's table
      And Elara has declared "I read the scroll"
      And Vex has declared "I pick the lock"
      And Elara has declared "I close my eyes"
      When the host takes up all that is waiting
      Then the host reads in this order:
        | by    | action            |
        | Elara | I read the scroll |
        | Vex   | I pick the lock   |
        | Elara | I close my eyes   |

    @PARTY-02
    Scenario: What one player declares in one go stays in order
      Given Thorin and Elara sit at the host's table
      When Thorin declares 8 actions in one go
      Then the host takes up all 8 in the order in which Thorin declared them

    @PARTY-05 @key
    Scenario: Concurrent submission
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When all four declare an action in the same instant, 10 times over
      Then 40 actions are waiting, each under a number of its own and its owner's name
      And the host can answer them all, one after the other

    @PARTY-05 @PARTY-13
    Scenario: Two at the host's desk never take up the same action
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      When all four declare an action in the same instant, 10 times over
      And the host takes up two actions in the same instant, 20 times over
      Then each of the 40 actions was taken up once

  Rule: An action is declared at the table, or by a request of its own

    @PARTY-02
    Scenario: An action that comes by a request of its own waits like any other
      Given Thorin and Elara sit at the host's table
      When Thorin declares "I search the chest" by request
      Then Thorin is told by request that the action is waiting
      And Thorin learns that the action is waiting
      And one action is waiting for the host

    @PARTY-02
    Scenario Outline: An action that is <state> is found so when its owner asks after it
      Given Thorin and Elara sit at the host's table
      And Thorin's "I search the chest" is <state>
      When Thorin asks after the action
      Then Thorin is told by request that the action is <state>

      Examples:
        | state    |
        | waiting  |
        | taken up |
        | answered |

    @PARTY-02
    Scenario: Nobody can ask after somebody else's action
      Given Thorin and Elara sit at the host's table
      And Thorin's "I search the chest" is waiting
      When Elara asks after Thorin's action
      Then Elara is told that there is no such thing

    @PARTY-02 @PARTY-03
    Scenario: A remark that goes with an action is for the host alone
      Given Thorin, Elara and Gorm sit at the host's table
      When Thorin declares "I bow to the king" by request, and to the host alone "I hide the dagger"
      And the host takes up the next action
      Then the host reads the remark "I hide the dagger"
      And nobody but Thorin reads "I hide the dagger"

  Rule: Nobody floods the queue

    @PARTY-19
    Scenario: Ten actions in a second are a player's fill
      Given Thorin and Elara sit at the host's table
      When Thorin declares 40 actions in one go
      Then Thorin's actions beyond the limit are rejected because of "Too many actions"
      And the host takes up exactly those that were accepted

    @PARTY-19
    Scenario: Requests count like what is said at the table
      Given Thorin and Elara sit at the host's table
      When Thorin declares 40 actions by request in one go
      Then Thorin's requests beyond the limit are declined because of "Too many actions"
      And the host takes up exactly those that were accepted

    @PARTY-19 @needs-clock
    Scenario: A player who has waited may act again
      Given Thorin and Elara sit at the host's table
      And Thorin has declared 10 actions
      And 2 seconds have passed
      When Thorin declares "I catch my breath"
      Then Thorin learns that the action is waiting
