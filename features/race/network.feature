@race @network
Feature: A race over a bad network

  Runners play at home, over lines that break, fall silent and are slow. Whatever the line does, it costs time
  and nothing else: what was shown stays, and what arrives arrives once and in order.

  Background:
    Given Ana, Bo and Cy are racing in Olga's race
    And Ana is in layer 3 since 9:00
    And Ana has reported 10:00 and 4 deaths

  Rule: A connection that is lost on the way costs no progress

    @RACE-16 @ALL-01
    Scenario Outline: The others see that a runner is away when the connection <is lost>
      When Ana's connection <is lost>
      Then the others see Ana away
      And Ana is still shown as playing at 10:00 with 4 deaths in layer 3

      Examples:
        | is lost           |
        | is reset          |
        | is cut on the way |

    @RACE-16 @ALL-02
    Scenario: Half a message does not count
      Given Ana's connection is about to break in the middle of the next message
      When Ana enters layer 4 at 12:00
      Then the others see Ana away
      And Ana is still shown as playing at 10:00 with 4 deaths in layer 3

    @RACE-16 @ALL-02
    Scenario: Half a message to one runner costs nobody else anything
      Given Bo's connection is about to break in the middle of the next message from the server
      When Ana enters layer 4 at 12:00
      Then Ana and Cy see Ana in layer 4 at 12:00
      And Ana and Cy see Bo away
      And Bo may join again and go on

    @RACE-16 @ALL-01
    Scenario: Everybody is cut off in the middle of their reports and comes back to no less
      Given Sam watches the race
      And Ana, Bo and Cy were cut off, each in the middle of 20 reports
      When Ana, Bo and Cy join
      Then each of them is welcomed with no less than what was shown before
      And Ana goes on and everybody sees it

  Rule: A connection that falls silent loses nothing when it recovers

    @RACE-16 @ALL-02
    Scenario: What a runner reported during the silence arrives once and in order
      Given Ana's connection is silent
      And Ana has sent 20 reports into the silence
      When Ana's network recovers
      Then everybody sees all of Ana's reports in the order they were sent

    @RACE-16 @ALL-02
    Scenario: What happened during the silence reaches the runner
      Given Ana's connection is silent
      And Bo is in layer 5 since 15:00
      When Ana's network recovers
      Then Ana sees Bo in layer 5

    @RACE-16 @ALL-02
    Scenario: A runner who cannot be heard still hears
      Given Ana's connection is silent toward the server
      When Bo enters layer 5 at 15:00
      Then Ana and Cy see Bo in layer 5 at 15:00

    @RACE-16 @ALL-02
    Scenario: A runner who hears nothing is still heard
      Given Ana's connection is silent from the server
      When Ana enters layer 4 at 12:00
      Then the others see Ana in layer 4 at 12:00

    @RACE-16 @ALL-01
    Scenario: What was said over the old connection no longer counts once the runner came back over a new one
      Given Ana's connection is silent
      And Ana has reported 11:00 and 6 deaths into the silence
      And Ana has joined again
      When Ana's network recovers
      Then Ana's first connection is closed because of "Replaced by a newer connection"
      And nothing changes for anybody

    @RACE-16 @ALL-01 @needs-clock
    Scenario: A runner who stays silent is shown as away
      Given Bo's connection is silent
      When Bo's mod gives no sign of life for 120 seconds
      Then the others see Bo away
      And Bo finds the connection ended when the network recovers

  Rule: A slow network takes time and nothing else

    @RACE-05 @ALL-02
    Scenario: A stream of reports over a slow network arrives complete and in order
      Given the network between Ana and the server is slow
      When Ana sends 60 reports in one go
      Then everybody sees all of Ana's reports in the order they were sent

    @RACE-05 @ALL-02
    Scenario: The standings reach a runner over a narrow network complete and in order
      Given the network between Bo and the server is narrow
      When Ana, Bo and Cy go side by side through all zones of the layers 4 and 5
      Then everybody sees every one of these reports

    @RACE-18 @ALL-02
    Scenario: A spectator whose connection has fallen silent holds up nobody
      Given Sam watches the race
      And Sam's connection is silent
      When Ana sends 60 reports in one go
      Then the others see all of Ana's reports in the order they were sent

    @RACE-18 @ALL-02 @key
    Scenario: A spectator whose connection was silent misses nothing
      Given Sam watches the race
      And Sam's connection is silent
      And Ana has sent 60 reports, and whoever can be reached has seen them
      When Sam's network recovers
      Then Sam sees all of Ana's reports in the order they were sent
