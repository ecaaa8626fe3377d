# The tables as a person sees them. PowerShell leaves the last cell of a terminal's line free, so a terminal of 80 columns has tables of 79.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $sample = New-SampleHome "$TestDrive/home"
    $PSDefaultParameterValues['*-Rimuru*:HomePath'] = $sample
    $model = 'claude-opus-4-5-20251101-with-a-name-as-long-as-some-sellers-give'
    $agents = 'Amp', 'ClaudeCode', 'Cline', 'Codex', 'Copilot', 'Cursor', 'Droid', 'GeminiCli', 'Goose', 'Kilo', 'OpenCode'
    $costs = foreach ($agent in $agents) { [Rimuru.CostRecord]@{ Agent = $agent; Model = $model; Cost = 100000.125d; Requests = 1234567; InputTokens = 123456789012 } }
}

AfterAll { $PSDefaultParameterValues.Remove('*-Rimuru*:HomePath') }

Describe 'A table' {
    It 'has one line a row in a terminal of <_> columns, with its numbers whole' -ForEach 60, 80, 100, 120, 200 {
        $lines = @(($costs | Format-Table | Out-String -Width ($_ - 1)) -split '\r?\n' | Where-Object { $_ })
        $lines | Should -HaveCount 13
        $lines[2..12] | Should -Match '100,000\.1[23]' -Because 'money is never cut'
        $lines[2..12] | Should -Match '123,456,789,012'
        $lines[0] | Should -Match 'Cost \(USD\) +Requests +Tokens Group'
    }

    It 'has one line a row of every kind in a terminal of <_> columns' -ForEach 60, 80, 100, 120, 200 {
        $width = $_ - 1
        $kinds = @{
            Session = @(Get-RimuruSession); Usage = @(Get-RimuruUsage); Agent = @(Get-RimuruAgent); Model = @(Get-RimuruModel claude*); Store = @(Get-RimuruStore); Check = @(Test-RimuruStore)
            Sync = @(Sync-RimuruSession); Summary = @(Get-RimuruCost | Measure-RimuruCost); Sessions = @(Get-RimuruSession | Measure-RimuruSession); Comparison = @(Compare-RimuruCost -Since 2026-01-01 -By Model)
        }
        foreach ($kind in $kinds.Keys) {
            $lines = @(($kinds[$kind] | Format-Table | Out-String -Width $width) -split '\r?\n' | Where-Object { $_ })
            $lines | Should -HaveCount ($kinds[$kind].Count + 2) -Because $kind
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual $width -Because $kind }
            $lines[0] | Should -Not -Match '…' -Because $kind
        }
    }

    It 'writes dates as ISO 8601 whatever the calendar of the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'ar-SA'
            Get-RimuruUsage | Format-Table | Out-String -Width 119 | Should -Match '20\d\d-\d\d-\d\d \d\d:\d\d'
            Get-RimuruUsage | Format-List | Out-String -Width 119 | Should -Match 'Timestamp +: 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d'
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'says the same in a constrained session' {
        $script = "Import-Module `$Manifest; `$PSDefaultParameterValues['*-Rimuru*:HomePath'] = '$sample'; {0}; Get-RimuruCost | Out-String -Width 119; Get-RimuruSession | Out-String -Width 119; Get-RimuruUsage | Out-String -Width 119; Get-RimuruAgent | Out-String -Width 119; (Get-RimuruSession)[0] | Format-List | Out-String -Width 119"
        $constrained = Invoke-Fresh ($script -f "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'")
        $constrained | Should -Be (Invoke-Fresh ($script -f '$null'))
    }
}

Describe 'A former name' {
    It 'answers, and is listed nowhere' {
        $session = (Get-RimuruSession)[0]
        $session.Model | Should -Be $session.Models
        $session.CacheWriteTokens | Should -Be ($session.CacheWrite5mTokens + $session.CacheWrite1hTokens)
        ($session | ConvertTo-Json | ConvertFrom-Json).PSObject.Properties.Name | Should -Not -Contain 'Model'
        ($session | ConvertTo-Csv)[0] | Should -Not -Match '"Model"'
        (Get-RimuruAgent ClaudeCode).Root | Should -Be (Get-RimuruAgent ClaudeCode).Roots
    }
}
