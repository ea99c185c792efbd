@race
Feature: Who may still report ready

  Rule: Whoever has not begun may be ready, also when the race is under way

    @RACE-03
    Scenario: A runner who is late reports ready during the race
      Given Ana, Bo and Cy have joined Olga's race
      And Olga has started the race
      When Ana reports ready
      Then everybody sees Ana as ready

  Rule: Whoever has begun, or comes when all is over, is refused

    @RACE-03 @RACE-14
    Scenario: Reporting ready on the way changes nothing
      Given Ana, Bo and Cy are racing in Olga's race
      When Ana reports ready
      Then Ana is answered with an error
      And nothing changes for anybody

    @RACE-03 @RACE-14
    Scenario: Who has finished is not ready any more
      Given Ana, Bo and Cy are racing in Olga's race
      And Ana has finished at 20:00
      When Ana reports ready
      Then Ana is answered with an error
      And nothing changes for anybody

    @RACE-03 @RACE-14 @RACE-17
    Scenario: Who has given up is not ready any more
      Given Ana, Bo and Cy are racing in Olga's race
      And Ana has given up
      When Ana reports ready
      Then Ana is answered with an error
      And nothing changes for anybody

    @RACE-03 @RACE-14
    Scenario: Nobody gets ready for a race that is over
      Given Ana, Bo and Cy have joined Olga's race
      And Olga has started the race
      And Olga has ended the race
      When Ana reports ready
      Then Ana is answered with an error
      And nothing changes for anybody
