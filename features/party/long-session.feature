@party
Feature: A long evening

  However long it gets, the server holds no more at its end than at its beginning: what was played is on record, and not
  in memory. All the time the four act, show that they are there, leave and come back.

  Rule: The server does not fill up, however long they play

    Background:
      Given Thorin, Elara, Vex and Gorm sit at the host's table
      And the observer watches

    @PARTY-14 @needs-clock @key
    Scenario: Two minutes of play
      When they play for 2 minutes without a pause, and act 100 times
      Then everybody is still at the table, and has read everything
      And the server holds no more than before

    @PARTY-14 @needs-clock @many
    Scenario: Half an hour of play
      When they play for 30 minutes without a pause, and act 5000 times
      Then everybody is still at the table, and has read everything
      And the server holds no more than before

    @PARTY-14 @needs-clock @soak
    Scenario: A session in real time, for as long as somebody has asked for
      When they play in real time without a pause
      Then everybody is still at the table, and has read everything
      And the server holds no more than before
