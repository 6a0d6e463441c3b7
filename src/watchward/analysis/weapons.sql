-- name: weapons
select
    weapon,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by weapon
order by weapon
