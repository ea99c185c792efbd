@party @needs-browser
Feature: The page on which a player plays

  A player needs nothing but a browser, and the address that the host has sent: there is the page with the story, the fight,
  and a field for the next action. How each page looked at the end is in the report.

  Background:
    Given Elara and Vex sit at the host's table

  Rule: On the page a player plays as everybody does

    @PARTY-01 @many
    Scenario: Whoever opens the page is at the table
      When Thorin opens the page
      Then Thorin's page shows "Thorin has joined.", once
      And Elara and Vex learn that Thorin has joined

    @PARTY-02
    Scenario: An action is declared on the page
      Given Thorin plays in a browser
      When Thorin declares "I light a torch" on the page
      Then Thorin's page says that the action waits
      And the host can read "I light a torch"

    @PARTY-02 @many
    Scenario: The host's answer is read on the page
      Given Thorin plays in a browser
      And the host has taken up "I light a torch" by Elara
      When the host answers "Shadows flee", and to Thorin alone "One stays"
      Then Thorin's page shows "Shadows flee" and then "One stays", each once

    @PARTY-06 @many
    Scenario: A page that is opened once more shows the whole story again
      Given Thorin plays in a browser
      And the host has taken up "I light a torch" by Elara
      And the host has answered "Shadows flee", and to Thorin alone "One stays"
      When Thorin opens the page once more
      Then Thorin's page shows "Shadows flee" and then "One stays", each once

    @PARTY-02 @many
    Scenario: What looks like a part of the page is shown as it was written
      Given Thorin plays in a browser
      And the host has taken up "I light a torch" by Elara
      When the host answers "<img src=x onerror=alert(1)> & <b>fire</b>"
      Then Thorin's page shows "<img src=x onerror=alert(1)> & <b>fire</b>", once

    @PARTY-06 @PARTY-15 @ALL-01 @needs-restart @many
    Scenario: The page comes back by itself to what was missed
      Given Thorin plays in a browser
      And Elara's "I light a torch" is answered
      And the server has fallen, and everybody has come back
      And the host has taken up "I listen" by Elara
      When the host answers "All is quiet"
      Then Thorin's page shows "What comes of it: I light a torch" and then "All is quiet", each once

  Rule: In a fight the page lets a player act in the own turn only

    Background:
      Given a fight turn by turn has begun

    @PARTY-10 @PARTY-18
    Scenario: The page shows the fight, and nothing can be declared out of turn
      When Thorin opens the page
      Then Thorin's page shows the fight in the order Vex, Elara, Thorin, Gorm
      And Thorin can declare nothing on the page

    @PARTY-10 @many
    Scenario: In the own turn something can be declared
      Given Thorin plays in a browser
      When the host passes the turn 2 times
      Then Thorin can declare something on the page

    @PARTY-10 @many
    Scenario: After the fight everybody may act on the page
      Given Thorin plays in a browser
      When the host ends the fight
      Then Thorin's page shows no fight
      And Thorin can declare something on the page

  Rule: The page shows what is for its reader, and nothing else

    @PARTY-03 @PARTY-17
    Scenario: What is private to others is nowhere in the page
      Given Thorin plays in a browser
      And the host has taken up "I search the chest" by Elara
      When the host answers "She finds a ring", and to Elara alone "It is cursed"
      Then Thorin's page shows "She finds a ring", once
      And of all that was confided, nothing has gone astray

    @PARTY-04 @many
    Scenario: The observer's page is for reading
      Given the host has taken up "I search the chest" by Elara
      And the host has answered "She finds a ring", and to Elara alone "It is cursed"
      When the observer opens the page
      Then the observer's page shows "She finds a ring", once
      And the observer's page has nothing to act with

    @PARTY-07 @PARTY-09 @many
    Scenario: Nobody finds a table behind an address that is not valid any more
      Given the host has removed Thorin
      When Thorin opens the page
      Then Thorin is shown no table, and told why

    @PARTY-09 @many
    Scenario: The page of a player who is removed says so
      Given Thorin plays in a browser
      When the host removes Thorin
      Then Thorin's page says that the host has removed its reader
