@race
Feature: Ready and start

  Rule: Whoever is ready is shown as ready to everybody

    @RACE-03
    Scenario: A runner reports ready
      Given Ana, Bo and Cy have joined Olga's race
      And Sam watches the race
      When Ana reports ready
      Then everybody sees Ana as ready
      And everybody sees Bo as registered

    @RACE-03
    Scenario: Reporting ready twice changes nothing
      Given Ana, Bo and Cy have joined Olga's race
      And Ana is ready
      When Ana reports ready
      Then nothing changes for anybody

  Rule: The start is announced to every runner, once

    @RACE-04
    Scenario: Every connected runner is told
      Given Ana, Bo and Cy are ready for Olga's race
      When Olga starts the race
      Then every runner is told once that the race has started
      And everybody sees that the race is running

    @RACE-04
    Scenario: A runner who is away at the start learns of it on joining
      Given Ana, Bo and Cy are ready for Olga's race
      And Cy's mod has gone away
      And Olga has started the race
      When Cy joins
      Then Cy is welcomed to a running race

    @RACE-04 @RACE-22
    Scenario: Two orders to start in the same instant start the race once
      Given Ana, Bo and Cy are ready for Olga's race
      When Olga gives the order to start twice in the same instant
      Then one of the two orders is declined
      And every runner is told once that the race has started

  Rule: The race begins for a runner with the first report

    @RACE-05
    Scenario: The first report of a ready runner makes the runner a player
      Given Ana, Bo and Cy are ready for Olga's race
      And Olga has started the race
      When Ana reports 0:05 and 0 deaths
      Then everybody sees Ana as playing
      And everybody sees Ana ahead of Bo

    @RACE-05 @RACE-06
    Scenario: Going back to the start makes a ready runner a player as well
      Given Ana, Bo and Cy are ready for Olga's race
      And Olga has started the race
      When Bo enters "Old Harbour" at 0:03
      Then everybody sees Bo ahead of Ana

    @RACE-14
    Scenario: Before the start nothing counts yet
      Given Ana, Bo and Cy are ready for Olga's race
      When Ana does all of this, one after the other:
        | act                      |
        | reports 1:00 and 1 death |
        | enters layer 1 at 1:00   |
        | finishes at 10:00        |
      Then each time Ana is answered with "Race not running", and nothing changes for anybody

    @RACE-14 @RACE-17
    Scenario: Nobody gives up before the start
      Given Ana, Bo and Cy are ready for Olga's race
      When Ana gives up
      Then Ana is declined
      And nothing changes for anybody

  Rule: Only the organizer starts, ends and resets a race

    @RACE-22 @key
    Scenario: Nobody else can start the race
      Given Ana, Bo and Cy are ready for Olga's race
      And Otto organizes races as well
      When these orders about Olga's race are tried, one after the other:
        | who    | order | because               |
        | Ana    | start | runs in the race      |
        | Otto   | start | organizes other races |
        | Stella | start | has no account        |
      Then each of them is declined, and nothing changes for anybody

    @RACE-22
    Scenario: No runner can end or reset a running race, and nobody can start it again
      Given Ana, Bo and Cy are racing in Olga's race
      When these orders about Olga's race are tried, one after the other:
        | who  | order | because               |
        | Ana  | end   | runs in the race      |
        | Ana  | reset | runs in the race      |
        | Olga | start | the race runs already |
      Then each of them is declined, and nothing changes for anybody

    @RACE-22
    Scenario: The organizer can neither end nor reset a race before its start
      Given Ana, Bo and Cy are ready for Olga's race
      When these orders about Olga's race are tried, one after the other:
        | who  | order | because                  |
        | Olga | end   | there is nothing to end  |
        | Olga | reset | there is nothing to redo |
      Then each of them is declined, and nothing changes for anybody

    @RACE-22
    Scenario: The organizer ends a race that is still being run
      Given Ana, Bo and Cy are racing in Olga's race
      And Ana has finished at 20:00
      When Olga ends the race
      Then everybody sees that the race has ended
      And Ana is still shown as finished at 20:00

    @RACE-22
    Scenario: After a reset everybody is back at the beginning
      Given Ana, Bo and Cy are racing in Olga's race
      And Bo is in layer 2 since 5:20
      When Olga resets the race
      Then everybody sees every runner as registered, at 0:00, in layer 0

    @RACE-22
    Scenario: After a reset nothing is left of the race before
      Given Ana, Bo and Cy are racing in Olga's race
      And Bo is in "Drowned Chapel" since 5:20
      And Olga has reset the race
      And they are racing once more
      When Bo enters "Salt Mine" at 1:10
      Then everybody sees Bo at 1:10 with 0 deaths in layer 1
      And Bo's visits are "Salt Mine"

    @RACE-22
    Scenario: A race that has ended can be run once more
      Given Ana, Bo and Cy are racing in Olga's race
      And Olga has ended the race
      When Olga resets the race
      Then everybody sees every runner as registered, at 0:00, in layer 0
