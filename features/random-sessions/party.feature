@random @party
Feature: Random parties

  Chance makes up what the host, four players and an observer do: they come with one device or more, declare actions, are answered in
  public and in private, fight, are removed and readmitted, leave, and come back for what they missed. Whatever they do, everybody is
  told what is for them, once and in order, and nothing else.

  Rule: Whatever the people of a party do, no rule is broken

    @ALL-03 @key
    Scenario: Parties as chance plays them
      When chance plays one party after another
      Then no rule was broken in any of them

  Rule: It makes no difference that the server falls now and then

    @ALL-03 @PARTY-15 @needs-restart
    Scenario: Parties as chance plays them on a server that falls
      When chance plays one party whose server falls after another
      Then no rule was broken in any of them
