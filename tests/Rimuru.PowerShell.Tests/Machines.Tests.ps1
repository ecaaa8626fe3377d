# One ledger that two machines wrote: ann read the logs of Claude Code on desk-1, bob those of Codex on lap-2.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest
    $filtering = Get-Command -Module Rimuru | Where-Object { $_.Parameters.ContainsKey('Since') -and $_.Name -ne 'Get-RimuruMetric' } # what is measured is of no user
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $shared = New-SampleHome "$TestDrive/home"
    $null = Get-RimuruAgent -HomePath $shared -NoSync -WarningAction Ignore
    Move-Item "$shared/.codex" "$TestDrive/codex"
    Sync-OtherMachine desk-1 ann $shared
    Move-Item "$TestDrive/codex" "$shared/.codex"
    Sync-OtherMachine lap-2 bob $shared
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $shared; 'Get-Rimuru*:NoSync' = $true; 'Compare-Rimuru*:NoSync' = $true }
    function Get-Completion([string] $Line) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText }
}

Describe '-Machine and -User' {
    It 'are on <_.Name>' -ForEach $filtering {
        foreach ($name in 'Machine', 'User') {
            $parameter = $_.Parameters[$name]
            $parameter.ParameterType | Should -Be ([string[]])
            $parameter.Attributes.Where({ $_ -is [Management.Automation.ParameterAttribute] }).ValueFromPipelineByPropertyName | Should -BeTrue
        }
    }

    It 'filter costs by names, lists and wildcards in any case' {
        (Get-RimuruCost -Machine DESK-1 | Measure-RimuruCost).Sum | Should -BeExactly 0.27569d
        (Get-RimuruCost -Machine lap-?, nobody* -By Agent).Agent | Should -Be 'Codex'
        (Get-RimuruCost -User ann, bob -By User).User | Should -Be 'ann', 'bob'
        (Get-RimuruCost -User B* -By Day, Machine).Machine | Sort-Object -Unique | Should -Be 'lap-2'
        Get-RimuruCost -Machine desk-1 -User bob | Should -BeNullOrEmpty
    }

    It 'filter sessions and usage' {
        (Get-RimuruSession -Machine desk*).Machine | Should -Be 'desk-1', 'desk-1'
        (Get-RimuruSession -User bob).Agent | Should -Be 'Codex', 'Codex'
        Get-RimuruUsage -Machine lap-2 | Should -HaveCount 6
        Get-RimuruUsage -User ANN | Should -HaveCount 8
        Get-RimuruUsage -Machine lap-2 -User ann | Should -BeNullOrEmpty
    }

    It 'filter comparisons' {
        (Compare-RimuruCost -Since 2026-01-01 -Until 2027-01-01 -Machine lap-2).Cost | Should -BeExactly 0.164774d
        (Compare-RimuruCost -Since 2027-01-01 -Until 2028-01-01 -User ann).PreviousCost | Should -BeExactly 0.27569d
        (Compare-RimuruModel -To gpt-5.5 -User bob).Requests | Should -Be 6
    }

    It 'of duplicates are those who read the logs now' {
        $all = @(Get-RimuruDuplicate -Detail)
        $all | Should -Not -BeNullOrEmpty
        @(Get-RimuruDuplicate -Detail -Machine ([Environment]::MachineName) -User ([Environment]::UserName)) | Should -HaveCount $all.Count
        Get-RimuruDuplicate -Machine desk-1 | Should -BeNullOrEmpty
    }

    It 'come from the pipeline by property' {
        $costs = Get-RimuruCost -By Machine, User
        $costs.Machine | Should -Be 'desk-1', 'lap-2'
        ($costs[1] | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly $costs[1].Cost
        ($costs | Get-RimuruCost -By Agent).Agent | Should -Be 'ClaudeCode', 'Codex'
        (Get-RimuruCost -By User | Where-Object User -EQ ann | Get-RimuruSession).User | Should -Be 'ann', 'ann'
        ([pscustomobject]@{ Machine = 'desk-1'; User = 'bob' }) | Get-RimuruCost | Should -BeNullOrEmpty
    }

    It 'of a piped session are not asked for, those that are typed are' {
        $session = Get-RimuruSession -User bob | Select-Object -First 1 *
        $session.Machine = 'elsewhere'
        ($session | Get-RimuruCost -By Session).SessionId | Should -Be $session.SessionId
        (Get-RimuruSession | Get-RimuruCost -User ann | Measure-RimuruCost).Sum | Should -BeExactly 0.27569d
        (Get-RimuruSession | Get-RimuruUsage -Machine lap-2) | Should -HaveCount 6
    }

    It 'complete' {
        Get-Completion "Get-RimuruCost -HomePath '$shared' -Machine " | Should -Be 'desk-1', 'lap-2'
        Get-Completion "Get-RimuruSession -HomePath '$shared' -User B" | Should -Be 'bob'
    }
}
