# The figures below were worked out by hand from samples/home and the price table, in US dollars per million tokens:
#   opus 4.5   input 5, cache read 0.50, 5m write 6.25, 1h write 10, output 25
#   haiku 4.5  input 1, cache read 0.10, 5m write 1.25, output 5
#   gpt-5.5    input 5, cached 0.50, output 30
#   gpt-5.1    input 1.25, cached 0.125, output 10
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = New-SampleHome "$TestDrive/home" }
    $recipes, $garden = '6f0a3c52-9d1e-4b77-8a40-2c51d7e9b013', 'c47d9e18-35b2-4f0c-9e6a-71f8a2b3d590'
    $photos, $rain = '01a1d30c-5e20-7a41-9c3b-0d8e6f12a7b4', '019ea6f1-20c4-7d93-b8e5-4a6c9f31d702'
}

Describe 'Get-RimuruCost' {
    It 'gives one record an agent and model, as the command does' {
        $costs = Get-RimuruCost
        $costs.Model | Should -Be (Get-RimuruCost -By Agent, Model).Model
        ($costs | Where-Object SessionId) | Should -BeNullOrEmpty
    }

    It 'gives one record a session and model where that is asked' {
        $costs = Get-RimuruCost -By Session, Model
        $costs | Should -HaveCount 6
        $costs | Should -BeOfType Rimuru.CostRecord
        $opus = $costs | Where-Object { $_.SessionId -eq $recipes -and $_.Model -like '*opus*' }
        $opus.Agent, $opus.Project | Should -Be 'ClaudeCode', 'recipe-box'
        $opus.Requests, $opus.InputTokens, $opus.CacheReadTokens, $opus.CacheWrite5mTokens, $opus.CacheWrite1hTokens, $opus.OutputTokens | Should -Be 3, 29, 29500, 4400, 12000, 1330
        $opus.Cost | Should -BeExactly 0.195645d
        $opus.Cost | Should -BeOfType decimal
    }

    It 'adds up exactly' { (Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d }

    It 'groups by agent and model' {
        $costs = Get-RimuruCost -By Agent, Model
        $costs.Model | Should -Be 'claude-opus-4-5-20251101', 'gpt-5.5', 'gpt-5.1-codex', 'claude-haiku-4-5-20251001'
        $costs.Cost | Should -Be 0.25456d, 0.13786d, 0.026914d, 0.02113d
        $costs.Requests | Should -Be 5, 3, 3, 3
        $costs.TotalTokens | Should -Be 60927, 42410, 30140, 22890
        @($costs.SessionId -ne $null) | Should -BeNullOrEmpty
    }

    It 'groups by sub-agent' {
        $costs = Get-RimuruCost -By SubAgent -Agent ClaudeCode
        ($costs | Where-Object SubAgent).Cost | Should -BeExactly 0.012418d
        ($costs | Where-Object SubAgent).SubAgent | Should -Be 'Explore'
    }

    It 'groups by every grouping' -ForEach ([Enum]::GetNames([Rimuru.CostGrouping]) -notmatch '^(Tool|McpServer|Skill)$') { # those overlap
        ((Get-RimuruCost -By $_) | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'puts days where the zone has them' {
        (Get-RimuruCost -By Day -TimeZone UTC).Day | Should -Be '2026-11-03', '2026-11-05', '2026-11-10', '2026-11-17'
        (Get-RimuruCost -By Day -TimeZone Asia/Tokyo -Agent ClaudeCode).Day | Should -Be '2026-11-03', '2026-11-11'
    }

    It 'takes windows as <Kind>' -ForEach @(
        @{ Kind = 'dates'; Since = '2026-11-05'; Until = '2026-11-11' }
        @{ Kind = 'DateTimeOffset'; Since = [DateTimeOffset]'2026-11-05T00:00:00Z'; Until = [DateTimeOffset]'2026-11-11T00:00:00Z' }
        @{ Kind = 'DateTime'; Since = [DateTime]::new(2026, 11, 5); Until = [DateTime]::new(2026, 11, 11) }
        @{ Kind = 'DateOnly'; Since = [DateOnly]::new(2026, 11, 5); Until = [DateOnly]::new(2026, 11, 11) }
        @{ Kind = 'text with an offset'; Since = '2026-11-05T01:00+01:00'; Until = '2026-11-11T00:00Z' }
    ) {
        (Get-RimuruCost -Since $Since -Until $Until -TimeZone UTC -By Agent).Cost | Should -Be 0.067627d, 0.026914d
    }

    It 'takes ages, words and spans' {
        { Get-RimuruCost -Since 7d; Get-RimuruCost -Since lastmonth -Until today; Get-RimuruCost -Since (New-TimeSpan -Days 3); Get-RimuruCost -After 24h } | Should -Not -Throw
        (Get-RimuruCost -Since (New-TimeSpan -Days 100000) -By Year | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'filters by model, project and wildcards' {
        (Get-RimuruCost -Model *opus* -By Model).Cost | Should -BeExactly 0.25456d
        (Get-RimuruCost -Project garden-log -By Project).Cost | Should -BeExactly 0.094541d
        (Get-RimuruCost -Agent c* -By Agent) | Should -HaveCount 2
        Get-RimuruCost -Agent nobody* | Should -BeNullOrEmpty
    }
}

Describe 'Get-RimuruDuplicate' {
    It 'sums the copies up by file and rule' {
        $sums = Get-RimuruDuplicate
        $sums | Should -BeOfType Rimuru.DuplicateSummary
        ($sums | Measure-Object Duplicates -Sum).Sum | Should -Be @(Get-RimuruDuplicate -Detail).Count
    }

    It 'names the record that is kept for every copy' {
        $copies = Get-RimuruDuplicate ClaudeCode -Detail
        $copies | Should -BeOfType Rimuru.DuplicateRecord
        $ids = (Get-RimuruUsage ClaudeCode).Id
        foreach ($copy in $copies) {
            $copy.KeptId | Should -BeIn $ids
            $line = Get-Content -LiteralPath $copy.File | Select-Object -Index ($copy.Line - 1) | ConvertFrom-Json
            $line.message.usage.output_tokens | Should -Be $copy.OutputTokens
        }
    }

    It 'takes sessions from the pipeline' {
        Get-RimuruSession -SessionId $recipes | Get-RimuruDuplicate -Detail | Where-Object { $_.SessionId -ne $recipes -and $_.KeptSessionId -ne $recipes } | Should -BeNullOrEmpty
    }
}

Describe 'Get-RimuruUsage' {
    It 'gives one record a billed response, oldest first' {
        $usage = Get-RimuruUsage
        $usage | Should -HaveCount 14
        $usage[0].Cost | Should -BeExactly 0.14307d
        $usage[0].ReasoningTokens | Should -Be 180
        $usage[-1].Timestamp | Should -Be ([DateTimeOffset]'2026-11-17T14:05:34.310Z')
        $usage.CostStatus | Sort-Object -Unique | Should -Be 'Calculated'
    }
}

Describe 'Get-RimuruSession' {
    It 'gives sessions in the order in which they began' {
        $sessions = Get-RimuruSession
        $sessions.SessionId | Should -Be $recipes, $rain, $garden, $photos
        $sessions.Cost | Should -Be 0.208063d, 0.026914d, 0.067627d, 0.13786d
        $sessions[0].Models | Should -Be 'claude-opus-4-5-20251101', 'claude-haiku-4-5-20251001'
        $sessions[0].Title | Should -Be 'Scale ingredient amounts'
        $sessions.Status | Sort-Object -Unique | Should -Be 'Completed'
    }

    It 'finds none that is active' { Get-RimuruSession -Active | Should -BeNullOrEmpty }
    It 'takes the beginning of an id that no other has' {
        (Get-RimuruSession -Id c47d).Branch | Should -Be 'feature/frost'
        { Get-RimuruSession -Id c47 -ErrorAction Stop } | Should -Throw -ErrorId 'E3003,*'
    }

    It 'takes a cost record for what it is the sum of, or says that it cannot' {
        (Get-RimuruCost -By Agent | Where-Object Agent -EQ Codex | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly 0.164774d
        foreach ($by in 'Provider', 'Branch', 'SubAgent', 'Evidence') {
            $records = @(Get-RimuruCost -By $by | Where-Object { $null -ne $_.$by })
            $records.Count | Should -BeGreaterThan 0
            $answers = @($records | Get-RimuruUsage -ErrorVariable wrong -ErrorAction SilentlyContinue)
            $answers.Count | Should -Be 0
            $wrong.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'E9001,Rimuru.Commands.GetRimuruUsageCommand'
            $wrong.Count | Should -Be $records.Count
        }
    }

    It 'takes ids with wildcards' { (Get-RimuruSession -Id c47d*).Branch | Should -Be 'feature/frost' }
}

Describe 'Get-RimuruAgent' {
    It 'gives agents with what the ledger has' {
        $agents = Get-RimuruAgent | Where-Object Detected
        $agents.Name | Should -Be 'ClaudeCode', 'Codex'
        $agents.Agent | Should -Be 'ClaudeCode', 'Codex'
        $agents.Sessions | Should -Be 2, 2
        $agents.Requests | Should -Be 8, 6
        (Get-RimuruAgent)[0, 1].Name | Should -Be 'ClaudeCode', 'Codex' -Because 'those that are here come first'
        (Get-RimuruAgent).Count | Should -BeGreaterThan $agents.Count -Because 'agents that are not here are listed with where they were looked for'
    }
}

Describe 'Measure-RimuruSession' {
    It 'adds up exactly and counts every session once' {
        $sessions = @(Get-RimuruSession)
        $summary = $sessions | Measure-RimuruSession
        $summary | Should -BeOfType Rimuru.SessionSummary
        $summary.Count | Should -Be $sessions.Count
        $summary.Cost | Should -BeExactly 0.440464d
        ($summary.Active + $summary.Completed + $summary.Cancelled + $summary.Failed) | Should -Be $sessions.Count
        $summary.Turns | Should -Be ($sessions | Measure-Object Turns -Sum).Sum
        $summary.Turns | Should -BeGreaterThan 0
        $summary.LongestDuration | Should -Be ($sessions.Duration | Sort-Object)[-1]
    }

    It 'groups by any property' {
        $groups = @(Get-RimuruSession | Measure-RimuruSession -GroupBy Agent)
        $groups.Group | Sort-Object | Should -Be 'ClaudeCode', 'Codex'
        ($groups | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        { Get-RimuruSession | Measure-RimuruSession -GroupBy Nonsense } | Should -Throw -ErrorId 'E9001,Rimuru.Commands.MeasureRimuruSessionCommand'
    }

    It 'measures nothing as nothing' {
        $nothing = @() | Measure-RimuruSession
        $nothing.Count | Should -Be 0
        $nothing.Cost, $nothing.Turns, $nothing.MedianDuration | Should -Be $null, $null, $null
    }
}

Describe 'Compare-RimuruCost' {
    It 'puts everything into the later span and nothing into the earlier one' {
        $row = Compare-RimuruCost -Since 2026-01-01 -Until 2027-01-01
        $row | Should -BeOfType Rimuru.CostComparison
        $row.Cost, $row.PreviousCost, $row.CostChange | Should -Be 0.440464d, 0d, 0.440464d
        $row.CostChangePercent | Should -BeNullOrEmpty
        $row.Sessions, $row.PreviousSessions | Should -Be @(Get-RimuruSession | Where-Object Requests).Count, 0
        ($row.Until - $row.Since) | Should -Be ($row.PreviousUntil - $row.PreviousSince)
    }

    It 'finds in the earlier span what Get-RimuruCost finds there' {
        $rows = @(Compare-RimuruCost -Since 2027-01-01 -Until 2028-01-01 -With 2026-01-01 -By Agent, Model)
        foreach ($row in $rows) {
            $cost = Get-RimuruCost -Agent $row.Agent -Model $row.Model -By Agent, Model
            $row.PreviousCost, $row.PreviousRequests, $row.PreviousTotalTokens | Should -Be $cost.Cost, $cost.Requests, $cost.TotalTokens
            $row.CostChange, $row.CostChangePercent | Should -Be @((-$cost.Cost), [decimal]-100)
        }
        $rows.Count | Should -Be @(Get-RimuruCost -By Agent, Model).Count
    }

    It 'never lets the spans overlap' {
        $row = Compare-RimuruCost -Since 2026-11-02 -Until 2026-12-02 -With 2026-11-01
        $row.PreviousUntil | Should -Be $row.Since
    }

    It 'refuses what cannot be compared' {
        { Compare-RimuruCost -By Day } | Should -Throw -ErrorId 'E9001,Rimuru.Commands.CompareRimuruCostCommand'
        { Compare-RimuruCost -Since 2026-01-01 -Until 2026-02-01 -With 2026-01-01 } | Should -Throw -ErrorId 'E9001,Rimuru.Commands.CompareRimuruCostCommand'
    }
}

Describe 'Measure-RimuruCost' {
    It 'measures in decimal' {
        $summary = 1..3 | ForEach-Object { [pscustomobject]@{ Cost = 0.1d } } | Measure-RimuruCost
        $summary.Sum | Should -BeExactly 0.3d
        $summary.Average, $summary.Median, $summary.P95, $summary.Minimum, $summary.Maximum | Should -Be 0.1d, 0.1d, 0.1d, 0.1d, 0.1d
        $summary.Count | Should -Be 3
    }

    It 'groups by properties' {
        $groups = Get-RimuruUsage | Measure-RimuruCost -GroupBy Agent
        $groups.Group | Should -Be 'ClaudeCode', 'Codex'
        $groups.Sum | Should -Be 0.27569d, 0.164774d
        $groups.Median | Should -Be 0.0139075d, 0.017105d
        $groups[1].Average | Should -BeExactly 0.027462333d
    }

    It 'counts what has no price' {
        $summary = [pscustomobject]@{ Cost = $null }, [pscustomobject]@{ Cost = 2 } | Measure-RimuruCost
        $summary.Count, $summary.Unpriced, $summary.Sum | Should -Be 2, 1, 2
    }

    It 'measures what went through a CSV, in the culture <_>' -ForEach '', 'en-US', 'de-DE', 'en-GB' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($_)
            $file = Join-Path $TestDrive 'usage.csv'
            Get-RimuruUsage | Export-Csv $file -UseCulture
            $rows = Import-Csv $file -UseCulture
            ($rows | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d

            # A day and a month that could be either way round, once with and once without a culture, are no time to rely on.
            if ($_ -eq 'en-GB') { { $rows | ConvertTo-RimuruCost -ErrorAction Stop } | Should -Throw -ErrorId 'E9001,*' }
            else { (($rows | ConvertTo-RimuruCost).Cost | Measure-Object -Sum).Sum | Should -Be 0.440464 }
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'takes an empty text for no amount, and a separator of thousands for none of its own' {
        ([pscustomobject]@{ Cost = '' }, [pscustomobject]@{ Cost = '1.5' } | Measure-RimuruCost).Unpriced | Should -Be 1
        { [pscustomobject]@{ Cost = '1,234.50' } | Measure-RimuruCost -ErrorAction Stop } | Should -Throw '*not a valid amount*'
    }

    It 'measures another property, and nothing at all' {
        (Get-RimuruUsage | Measure-RimuruCost -Property OutputTokens).Sum | Should -Be 4890
        (@() | Measure-RimuruCost).Count | Should -Be 0
    }
}

Describe 'Import-RimuruUsage' {
    BeforeAll {
        $own = New-SampleHome "$TestDrive/import"
        $bill = Get-Item "$own/Downloads/usage-events-2026-11-20.csv"
    }

    It 'reads a bill once, by path, by pattern and from the pipeline' {
        $first = Import-RimuruUsage "$own/Downloads/*.csv" -HomePath $own
        $first | Should -BeOfType Rimuru.SyncResult
        $first.Agent, $first.RecordsAdded | Should -Be 'Cursor', 2
        ($bill | Import-RimuruUsage -HomePath $own).FilesRead | Should -Be 0
        (Import-RimuruUsage -LiteralPath $bill.FullName -HomePath $own).RecordsAdded | Should -Be 0
        (Get-RimuruUsage Cursor -HomePath $own).ReportedCost | Should -Be $null, 0.04
    }

    It 'writes nothing with -WhatIf' {
        $other = New-SampleHome "$TestDrive/import-whatif"
        Import-RimuruUsage "$other/Downloads/*.csv" -HomePath $other -WhatIf | Should -BeNullOrEmpty
        Join-Path $other $LedgerFile | Should -Not -Exist
    }

    It 'tells a file that is no bill, and one that is not there, and reads the next' {
        Set-Content "$TestDrive/note.csv" 'no bill'
        $result = Import-RimuruUsage "$TestDrive/note.csv", "$TestDrive/none.csv", "$TestDrive/none-*.csv", $bill.FullName -HomePath $own -ErrorAction SilentlyContinue -ErrorVariable failures
        $result | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -Be (@('E2003', 'E9002', 'E9002') -replace '$', ',Rimuru.Commands.ImportRimuruUsageCommand')
    }
}

Describe 'Sync-RimuruSession' {
    It 'says what was read, and reads nothing twice' {
        $own = New-SampleHome "$TestDrive/sync"
        $first = Sync-RimuruSession -HomePath $own
        $first | Should -BeOfType Rimuru.SyncResult
        $first.RecordsAdded | Should -Be 8, 6
        $first.FilesRead | Should -Be 3, 2
        (Sync-RimuruSession -HomePath $own).FilesRead | Should -Be 0, 0
    }

    It 'writes nothing with -WhatIf' {
        $own = New-SampleHome "$TestDrive/whatif"
        $before = (Get-ChildItem $own -Recurse -Force).FullName
        Sync-RimuruSession -HomePath $own -WhatIf | Should -BeNullOrEmpty
        (Get-ChildItem $own -Recurse -Force).FullName | Should -Be $before
    }

    It 'reads the agents that are named' {
        $own = New-SampleHome "$TestDrive/one"
        (Sync-RimuruSession Codex -HomePath $own).Agent | Should -Be 'Codex'
        (Get-RimuruCost -NoSync -HomePath $own -By Agent).Agent | Should -Be 'Codex'
    }
}

Describe 'Chaining' {
    It 'goes from agents to sessions to costs' {
        (Get-RimuruAgent | Get-RimuruSession | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        (Get-RimuruAgent Codex | Get-RimuruSession | Get-RimuruUsage) | Should -HaveCount 6
    }

    It 'goes from costs back to sessions, each once' {
        (Get-RimuruCost | Get-RimuruSession).SessionId | Sort-Object | Should -Be ($recipes, $rain, $garden, $photos | Sort-Object)
        (Get-RimuruCost -By Session, Model | Get-RimuruSession).SessionId | Should -Be $recipes, $rain, $garden, $photos
        (Get-RimuruCost -By Model | Where-Object Model -EQ 'gpt-5.5' | Get-RimuruUsage) | Should -HaveCount 3
        (Get-RimuruCost | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'reports the sessions of a pipeline together' {
        $costs = Get-RimuruSession -Agent ClaudeCode | Get-RimuruCost -By Model
        $costs.Cost | Should -Be 0.25456d, 0.02113d
        (Get-RimuruSession | Get-RimuruCost -Agent Codex -Model *5.5 | Measure-RimuruCost).Sum | Should -BeExactly 0.13786d
        (Get-RimuruSession | Get-RimuruUsage -Since 2026-11-16) | Should -HaveCount 3
    }

    It 'groups without help of its own' {
        $groups = Get-RimuruCost | Group-Object Agent
        $groups.Name | Should -Be 'ClaudeCode', 'Codex'
        $groups | ForEach-Object Count | Should -Be 2, 2
    }

    It 'works inside a loop over its own objects' {
        (Get-RimuruSession | ForEach-Object { Get-RimuruCost -SessionId $_.SessionId } | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'lets a pipeline end early' { Get-RimuruUsage | Select-Object -First 1 | Should -HaveCount 1 }
}

Describe 'Paths' {
    It 'are relative to the location of PowerShell, with its drives and ~' {
        Push-Location $TestDrive
        try { (Get-RimuruCost -HomePath ./home) | Should -HaveCount 4 } finally { Pop-Location }
        (Get-RimuruCost -HomePath TestDrive:/home) | Should -HaveCount 4
        Push-Location $TestDrive
        try { $null = Sync-RimuruSession -Database sqlite:own/x.db } finally { Pop-Location }
        "$TestDrive/own/x.db" | Should -Exist
    }

    It 'are taken for a ledger without sqlite:, and a new ledger is told: <Path>' -ForEach @(
        @{ Path = './rel/x.db'; File = 'rel/x.db' }, @{ Path = 'plain.db'; File = 'plain.db' }, @{ Path = 'TestDrive:/drive/x'; File = 'drive/x' }, @{ Path = 'sqlite:with/x.db'; File = 'with/x.db' }
    ) {
        Push-Location $TestDrive
        try {
            Get-RimuruCost -Database $Path -WarningAction SilentlyContinue -WarningVariable warnings | Should -HaveCount 4
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match ([regex]::Escape([IO.Path]::GetFullPath("$TestDrive/$File")) + '.*new one was made')
            Get-RimuruCost -Database $Path -WarningVariable again | Should -HaveCount 4
            $again | Should -BeNullOrEmpty
        }
        finally { Pop-Location }
        "$TestDrive/$File" | Should -Exist
    }

    It 'are silent where the ledger is meant to be made' {
        $null = Initialize-RimuruStore -Database "$TestDrive/meant/x.db" -WarningVariable warnings
        $null = Get-RimuruCost -HomePath (New-SampleHome "$TestDrive/first") -WarningVariable +warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'are no ledger where they are but a word' {
        { Get-RimuruCost -Database ledger } | Should -Throw -ErrorId 'E1003,Rimuru.Commands.GetRimuruCostCommand'
    }
}

Describe 'What comes out' {
    BeforeAll { $all = @(Get-RimuruAgent; Get-RimuruSession; Get-RimuruUsage; Get-RimuruCost; Get-RimuruCost -By Day, Evidence; Sync-RimuruSession; Get-RimuruCost | Measure-RimuruCost) }

    It 'is of a type that a user can name' {
        $all | ForEach-Object { $_.GetType().Assembly.GetName().Name } | Sort-Object -Unique | Should -Be 'Rimuru.Abstractions'
    }

    It 'formats as a table and as a list without an error' {
        $Error.Clear()
        foreach ($group in $all | Group-Object { $_.GetType().FullName }) {
            $group.Group | Format-Table | Out-String -Width 120 | Should -Not -Match '#ERR'
            $list = $group.Group | Format-List | Out-String -Width 120
            $list | Should -Not -Match '#ERR'
            $group.Group | Out-String -Width 120 | Should -Match '---'
        }
        $Error | Should -BeNullOrEmpty
    }

    It 'lists every property of every type' {
        foreach ($type in $all | ForEach-Object { $_.GetType() } | Sort-Object FullName -Unique) {
            $view = (Get-FormatData -TypeName $type.FullName).FormatViewDefinition.Control | Where-Object { $_ -is [Management.Automation.ListControl] }
            $shown = $view.Entries.Items | ForEach-Object { if ($_.Label) { $_.Label } else { $_.DisplayEntry.Value } }
            $shown | Sort-Object | Should -Be ($type.GetProperties().Name | Sort-Object) -Because $type.Name
        }
    }

    It 'survives Export-Clixml and ConvertTo-Json' {
        $all | Export-Clixml "$TestDrive/all.xml"
        $back = Import-Clixml "$TestDrive/all.xml"
        $back | Should -HaveCount $all.Count
        ($back | Where-Object { $_.PSTypeNames -contains 'Deserialized.Rimuru.UsageRecord' } | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        $back | Out-String -Width 120 | Should -Not -Match '#ERR'
        (Get-RimuruCost -By Agent | ConvertTo-Json | ConvertFrom-Json).Cost | Should -HaveCount 2
    }

    It 'reads in a CSV, lists of names too' {
        (Get-RimuruSession | ConvertTo-Csv | ConvertFrom-Csv)[0].Models | Should -Be 'claude-opus-4-5-20251101, claude-haiku-4-5-20251001'
        $all | ConvertTo-Csv | Should -Not -Match 'System\.|<>z'
    }
}
