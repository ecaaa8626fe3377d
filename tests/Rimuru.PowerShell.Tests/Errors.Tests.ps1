BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $sample = New-SampleHome "$TestDrive/home"

    function Get-Failure([scriptblock] $Script) {
        try { $null = & $Script } catch { return $_ }
        throw 'nothing failed'
    }
}

Describe 'Errors' {
    It 'has a category of PowerShell for every error of the table' {
        $table = Get-Content -Raw "$PSScriptRoot/../../src/Rimuru.Core/Errors/ErrorTable.cs"
        $categories = [regex]::Matches($table, 'new\(\s*ErrorCodes\.\w+,\s*"(\w+)"') | ForEach-Object { $_.Groups[1].Value }
        $categories.Count | Should -BeGreaterThan 30
        foreach ($category in $categories) { [Enum]::IsDefined([System.Management.Automation.ErrorCategory], $category) | Should -BeTrue -Because $category }
    }

    It 'tells an unknown agent, and answers for the others' {
        $result = Get-RimuruSession -Agent Codx, ClaudeCode -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable failure
        $result | Should -HaveCount 2
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'E2002,Rimuru.Commands.GetRimuruSessionCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure[0].TargetObject | Should -Be 'Codx'
        "$($failure[0])" | Should -Match "no agent 'Codx'\. Did you mean 'Codex'\?"
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'does not take an unknown agent for all of them: <_>' -ForEach 'Get-RimuruAgent', 'Get-RimuruCost', 'Get-RimuruUsage', 'Get-RimuruSession', 'Sync-RimuruSession' {
        & $_ -Agent Nobody -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Match '^E2002,Rimuru\.Commands\.'
    }

    It 'tells an unknown <Parameter>, and answers for the others: <Command>' -ForEach @(
        foreach ($command in 'Get-RimuruCost', 'Get-RimuruUsage', 'Get-RimuruSession') {
            if ($command -ne 'Get-RimuruSession') { @{ Command = $command; Parameter = 'Model'; Wrong = 'gpt-5.55'; Right = 'gpt-5.5'; Id = 'E5006' } }
            @{ Command = $command; Parameter = 'Project'; Wrong = 'receipe-box'; Right = 'recipe-box'; Id = 'E9003' }
            @{ Command = $command; Parameter = 'Machine'; Wrong = "$([Environment]::MachineName)x"; Right = [Environment]::MachineName; Id = 'E9003' }
            @{ Command = $command; Parameter = 'User'; Wrong = "$([Environment]::UserName)x"; Right = [Environment]::UserName; Id = 'E9003' }
        }
    ) {
        $alone = @{ HomePath = $sample; $Parameter = $Right }
        $both = @{ HomePath = $sample; $Parameter = $Wrong, $Right }
        $records = & $Command @both -ErrorAction SilentlyContinue -ErrorVariable failure
        $records | Should -HaveCount @(& $Command @alone).Count
        $records | Should -Not -BeNullOrEmpty
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Be "$Id,Rimuru.Commands.$($Command -replace '-')Command"
        $failure[0].CategoryInfo.Category, $failure[0].TargetObject | Should -Be 'ObjectNotFound', $Wrong
        "$failure" | Should -Match ([regex]::Escape("'$Wrong'") + '.*Did you mean ' + [regex]::Escape("'$Right'"))
        $none = @{ HomePath = $sample; $Parameter = $Wrong }
        & $Command @none -ErrorAction SilentlyContinue | Should -BeNullOrEmpty -Because 'an unknown name is not all of them'
    }

    It 'is silent for what is known and has no records' {
        Get-RimuruCost -Agent Droid -HomePath $sample -ErrorAction Stop | Should -BeNullOrEmpty
        Get-RimuruCost -Model gpt-5-nano -HomePath $sample -ErrorAction Stop | Should -BeNullOrEmpty -Because 'the catalog has it'
        Get-RimuruCost -Model nobody-* -Project no?e -HomePath $sample -ErrorAction Stop | Should -BeNullOrEmpty
        $fresh = New-SampleHome "$TestDrive/fresh"
        Remove-Item "$fresh/.codex" -Recurse -Force
        Get-RimuruCost -Agent Codex -Machine ([Environment]::MachineName) -User ([Environment]::UserName) -HomePath $fresh -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'tells an unknown name once a pipeline' {
        $null = [pscustomobject]@{ Agent = 'Codex'; Project = 'nosuch' }, [pscustomobject]@{ Agent = 'ClaudeCode'; Project = 'nosuch' } |
            Get-RimuruCost -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
    }

    It 'tells an unknown <Parameter> of models' -ForEach @(
        @{ Parameter = 'Name'; Wrong = 'gpt-5.55'; Right = 'gpt-5.5' }
        @{ Parameter = 'Provider'; Wrong = 'OpenIA'; Right = 'OpenAI' }
    ) {
        $of = @{ HomePath = $sample; $Parameter = $Wrong }
        Get-RimuruModel @of -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'E5006,Rimuru.Commands.GetRimuruModelCommand'
        "$failure" | Should -Match ([regex]::Escape("Did you mean '$Right'?"))
    }

    It 'tells a beginning of several ids, and one that is too short' {
        $own = New-SampleHome "$TestDrive/twins"
        $log = Get-ChildItem "$own/.claude" -Recurse -Filter 'c47d*.jsonl'
        (Get-Content -Raw $log) -replace 'c47d9e18-35b2-4f0c-9e6a-71f8a2b3d590', 'c47d9e18-35ff-4f0c-9e6a-71f8a2b3d590' -replace '"(msg|req)_', '"$1_twin' |
            Set-Content (Join-Path $log.DirectoryName 'c47d9e18-35ff-4f0c-9e6a-71f8a2b3d590.jsonl')
        $sessions = Get-RimuruSession -Agent ClaudeCode -HomePath $own
        $sessions.ShortId | Sort-Object | Should -Be '6f0a3c52', 'c47d9e18-35b', 'c47d9e18-35f'
        foreach ($session in $sessions) { (Get-RimuruSession -SessionId $session.ShortId -HomePath $own).SessionId | Should -Be $session.SessionId }
        foreach ($rows in $sessions, (Get-RimuruUsage -HomePath $own), (Get-RimuruCost -HomePath $own -By Session)) {
            $text = $rows | Format-Table | Out-String -Width 200
            foreach ($id in $sessions.ShortId) { $text | Should -Match $id }
        }
        $wrong = 'c47d', 'c47', 'c47d0'
        Get-RimuruSession -SessionId $wrong -HomePath $own -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be (@('E3002', 'E3003', 'E3001') -replace '$', ',Rimuru.Commands.GetRimuruSessionCommand')
        $failure.TargetObject | Should -Be $wrong
    }

    It 'tells an unknown session' {
        Get-RimuruCost -SessionId 00000000-0000-0000-0000-000000000000 -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'E3001,Rimuru.Commands.GetRimuruCostCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'ends a command for <Id>' -ForEach @(
        @{ Id = 'E9001,Rimuru.Commands.GetRimuruCostCommand'; Category = 'InvalidArgument'; Script = { Get-RimuruCost -Since whenever -HomePath $sample } }
        @{ Id = 'E9001,Rimuru.Commands.GetRimuruUsageCommand'; Category = 'InvalidArgument'; Script = { Get-RimuruUsage -Since 2026-11-02 -Until 2026-11-01 -HomePath $sample } }
        @{ Id = 'E9001,Rimuru.Commands.GetRimuruCostCommand'; Category = 'InvalidArgument'; Script = { Get-RimuruCost -TimeZone Mars/Olympus -HomePath $sample } }
        @{ Id = 'E9001,Rimuru.Commands.MeasureRimuruCostCommand'; Category = 'InvalidArgument'; Script = { 1 | Measure-RimuruCost } }
        @{ Id = 'E9002,Rimuru.Commands.GetRimuruAgentCommand'; Category = 'ObjectNotFound'; Script = { Get-RimuruAgent -HomePath "$TestDrive/none" } }
        @{ Id = 'E9002,Rimuru.Commands.GetRimuruAgentCommand'; Category = 'ObjectNotFound'; Script = { Get-RimuruAgent -HomePath Env:/HOME } }
        @{ Id = 'E9002,Rimuru.Commands.GetRimuruAgentCommand'; Category = 'ObjectNotFound'; Script = { Get-RimuruAgent -HomePath nodrive:/x } }
        @{ Id = 'E1003,Rimuru.Commands.SyncRimuruSessionCommand'; Category = 'InvalidArgument'; Script = { Sync-RimuruSession -HomePath $sample -Database mysql://x } }
        @{ Id = 'E1004,Rimuru.Commands.GetRimuruCostCommand'; Category = 'InvalidData'; Script = { Set-Content "$TestDrive/no.db" ('no ledger ' * 500); Get-RimuruCost -HomePath $sample -Database "sqlite:$TestDrive/no.db" } }
        @{ Id = 'E1001,Rimuru.Commands.GetRimuruCostCommand'; Category = 'ConnectionError'; Script = { Get-RimuruCost -HomePath $sample -Database "sqlite:$TestDrive" } }
    ) {
        $failure = Get-Failure $Script
        $failure.FullyQualifiedErrorId | Should -Be $Id
        $failure.CategoryInfo.Category | Should -Be $Category
        $failure.Exception | Should -BeOfType Rimuru.RimuruException
    }

    It 'tells a folder that stands where a file is wanted' {
        Import-RimuruUsage $sample -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'E9002,Rimuru.Commands.ImportRimuruUsageCommand'
        "$failure" | Should -Match 'is a folder'
    }

    It 'tells a wrong setting with its origin' {
        $env:RIMURU__SYNC__ENABLED = 'maybe'
        try { $failure = Get-Failure { Get-RimuruCost -HomePath $sample } } finally { $env:RIMURU__SYNC__ENABLED = $null }
        $failure.FullyQualifiedErrorId | Should -Be 'E4002,Rimuru.Commands.GetRimuruCostCommand'
        $failure.CategoryInfo.Category | Should -Be 'InvalidData'
        "$failure" | Should -Match 'RIMURU__SYNC__ENABLED'
        Get-RimuruCost -HomePath $sample | Should -HaveCount 4
    }
}

Describe 'Warnings' {
    It 'say where Rimuru looked when there is nothing, and write nothing' {
        $empty = New-Item -ItemType Directory "$TestDrive/empty"
        foreach ($command in 'Get-RimuruCost', 'Get-RimuruSession', 'Get-RimuruUsage', 'Get-RimuruDuplicate', 'Sync-RimuruSession') {
            & $command -HomePath $empty -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match '(?s)looked for these in\s.*Codex.*Get-RimuruAgent \| Format-List'
        }
        (Get-RimuruAgent -HomePath $empty -WarningAction SilentlyContinue -WarningVariable ofAgents).Detected | Should -Not -Contain $true
        "$ofAgents" | Should -BeExactly "$warnings"
        $lines = "WARNING: $warnings" -split '\r?\n' | Where-Object { $_ -notmatch [regex]::Escape($empty) }
        $lines.Count | Should -BeLessThan 11
        $lines.Length | Sort-Object -Descending -Top 1 | Should -BeLessOrEqual 80
        Get-ChildItem $empty -Force | Should -BeNullOrEmpty
    }

    It 'say so when -NoSync finds no ledger' {
        $own = New-SampleHome "$TestDrive/nosync"
        Get-RimuruCost -HomePath $own -NoSync -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        "$warnings" | Should -Match 'no ledger.*Sync-RimuruSession'
    }

    It 'come once a damaged file' {
        $own = New-SampleHome "$TestDrive/damaged"
        $file = Get-ChildItem "$own/.claude" -Recurse -Filter 'c47d*.jsonl'
        Add-Content $file.FullName "{`"usage`": {broken`n{`"usage`": {broken too"
        $null = Get-RimuruCost -HomePath $own -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match '2 malformed'
    }

    It 'come once for all models without a price' {
        $own = New-SampleHome "$TestDrive/unpriced"
        foreach ($file in Get-ChildItem "$own/.claude" -Recurse -Filter '*.jsonl') { (Get-Content -Raw $file) -replace 'claude-opus-4-5-20251101', 'claude-nobody-9' | Set-Content $file }
        foreach ($command in 'Get-RimuruCost', 'Get-RimuruUsage', 'Get-RimuruSession') {
            $records = & $command -HomePath $own -WarningAction SilentlyContinue -WarningVariable warnings
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match 'claude-nobody-9: 5 request\(s\) with 60,927 tokens'
            $records | Where-Object { $_.Model -is [string] -and $_.Model -eq 'claude-nobody-9' -and $null -ne $_.Cost } | Should -BeNullOrEmpty
        }
    }

    It 'do not come again within one pipeline' {
        $null = Get-RimuruSession -HomePath $sample | Get-RimuruCost -HomePath $sample -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }
}
